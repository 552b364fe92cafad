#pragma once

#include <filesystem>

#include "tests/fuzz/fuzz_target.hpp"

namespace engram::fuzz {

/// Bytes as a file, for readers that take a path: in /dev/shm where there is one, so that no disk
/// is worn. Not a file without a name (memfd_create): HDF5 asks for the real path.
class InputFile {
 public:
  explicit InputFile(Bytes bytes);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace engram::fuzz
