#pragma once

#include <hdf5.h>

#include <filesystem>
#include <string>
#include <vector>

namespace engram::workloads {

/// Samples to write as an SHD file, as h5py and PyTables do.
struct ShdFile {
  std::vector<std::vector<float>> times;  ///< seconds
  std::vector<std::vector<std::uint16_t>> units;
  std::vector<std::uint16_t> labels;
  std::vector<std::string> classes = {};  ///< none: no /extra
  bool half = true;                       ///< times as binary16, else binary32
  hsize_t chunk = 0;                      ///< elements; 0: contiguous

  void write(const std::filesystem::path& file) const;
};

/// The bytes of such a file.
std::string shd_bytes(const ShdFile& file);

}  // namespace engram::workloads
