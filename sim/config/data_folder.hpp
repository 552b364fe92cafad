#pragma once

#include <filesystem>

namespace engram::sim {

/// Where the shipped configs are: environment ENGRAM_DATA; else below the prefix that the program
/// or library was installed to; else the source tree it was built from.
std::filesystem::path data_folder();

}  // namespace engram::sim
