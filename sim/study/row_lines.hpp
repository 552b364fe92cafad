#pragma once

#include <string>
#include <vector>

#include "energy/row_energy.hpp"

namespace engram::sim {

/// Rows as the lines that follow the figures in what a process says of a point (point_figures.hpp):
/// a tab, the energy in picojoules, a blank, the row's name.
std::string row_lines(const std::vector<energy::RowEnergy>& rows);

/// The rows again; lines without a tab are passed over.
std::vector<energy::RowEnergy> read_row_lines(const std::string& text);

}  // namespace engram::sim
