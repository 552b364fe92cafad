#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace engram::workloads::lava {

/// A NumPy array in C order, whatever the order in the file.
struct NpyArray {
  std::vector<std::uint64_t> shape;
  std::vector<double> values;
};

/// Reads a .npy file (NumPy Enhancement Proposal 1, versions 1 to 3) of little-endian floats (4 or
/// 8 bytes) or integers (1 to 8 bytes) or bool. Throws FileFault with the byte offset; nothing is
/// allocated before the sizes in the header were held against that of the file.
NpyArray read_npy(const std::filesystem::path& file);

}  // namespace engram::workloads::lava
