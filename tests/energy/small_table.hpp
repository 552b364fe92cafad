#pragma once

#include "energy/table.hpp"

namespace engram::energy {

/// A table small enough to price by hand: three macros, one of them dual-port, and a few logic
/// rows.
Table small_table();

/// The same logic with a grid of 3 capacities x 2 widths in place of the macros.
Table small_grid_table();

/// A macro without name clashes; figures follow from the arguments.
SramMacro macro(const std::string& name, std::uint64_t words, unsigned bits, double area_um2,
                double read_pj);

}  // namespace engram::energy
