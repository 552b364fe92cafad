#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace engram::sim {

/// One self-contained HTML page (no network) of `results`: the folder of one run; several of runs,
/// side by side, the first being what the others are measured by; or one sweep (its folder or
/// database). Throws InputFault with all faults, one a line.
std::string report(const std::vector<std::filesystem::path>& results);

}  // namespace engram::sim
