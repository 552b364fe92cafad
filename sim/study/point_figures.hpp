#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace engram::sim {

/// Runs `base` with `sets` in this process and writes the figures of `columns`
/// (grid_columns.hpp), one a line, then what the rows of the energy table came to (row_lines.hpp).
/// Throws ConfigFault, InputFault.
std::string point_figures(const std::filesystem::path& base, const std::vector<std::string>& sets,
                          const std::vector<std::string>& columns);

/// The figures again; NaN where a run has none.
std::vector<double> read_figures(const std::string& text);

}  // namespace engram::sim
