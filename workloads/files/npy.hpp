#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "workloads/network/file_fault.hpp"

namespace engram::workloads {

/// A whole array of a .npy file, in C order (last index fastest) whatever the file's order.
struct NpyArray {
  std::vector<std::uint64_t> shape;  ///< empty: a scalar, one value
  std::vector<double> values;
};

/// Most elements of an array that is read whole: 512 MiB of doubles.
constexpr std::uint64_t kMostNpyElements = std::uint64_t{1} << 26;

/// Reads a plain numeric array of any rank: bool, integers of 1 to 8 bytes, floats of 2, 4 or 8,
/// little-endian. FileFault with byte offset: see npy_header.hpp; a structured array; more than
/// kMostNpyElements; an integer that a double does not hold exactly.
NpyArray read_npy(const std::filesystem::path& file);

}  // namespace engram::workloads
