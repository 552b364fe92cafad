#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "sim/run/outcome.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {

/// Runs `base` with `sets` in this process and writes the figures of `columns`
/// (grid_columns.hpp), one a line, then what the rows of the energy table came to (row_lines.hpp).
/// Throws ConfigFault, InputFault.
std::string point_figures(const std::filesystem::path& base, const std::vector<std::string>& sets,
                          const std::vector<std::string>& columns);

/// The same of a run that has been made. `kept`: figures that a run with the same network in the
/// same images has had; those of this one join.
std::string figures_of(const Config& config, const Prepared& prepared, const Outcome& outcome,
                       const std::vector<std::string>& columns,
                       std::map<std::string, double>& kept);

/// The figures again; NaN where a run has none.
std::vector<double> read_figures(const std::string& text);

}  // namespace engram::sim
