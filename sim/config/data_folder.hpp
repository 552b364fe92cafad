#pragma once

#include <filesystem>

namespace engram::sim {

/// Where the shipped configs are: environment ENGRAM_DATA, else the folder known at build time.
std::filesystem::path data_folder();

}  // namespace engram::sim
