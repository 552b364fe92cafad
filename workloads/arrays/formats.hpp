#pragma once

#include "workloads/arrays/array_reader.hpp"

/// One opener a format, each in the .cpp of its name.
namespace engram::workloads {

std::unique_ptr<ArrayReader> open_csv(const std::filesystem::path& file);
std::unique_ptr<ArrayReader> open_idx(const std::filesystem::path& file);
std::unique_ptr<ArrayReader> open_npy(const std::filesystem::path& file);

}  // namespace engram::workloads
