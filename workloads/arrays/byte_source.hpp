#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "workloads/network/file_fault.hpp"

struct gzFile_s;

namespace engram::workloads {

/// The bytes of a file, expanded on the way where it is compressed by gzip (RFC 1952).
class ByteSource {
 public:
  /// Throws FileFault where the file cannot be opened.
  explicit ByteSource(const std::filesystem::path& file);
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// Up to `size` bytes; fewer only at the end. Throws FileFault: data that is damaged (with the
  /// byte of the compressed file), or cut off.
  std::size_t read(unsigned char* to, std::size_t size);
  std::uint64_t offset() const { return offset_; }  ///< of the next byte, after expansion

 private:
  std::string file_;
  gzFile_s* stream_ = nullptr;
  std::uint64_t offset_ = 0;
};

}  // namespace engram::workloads
