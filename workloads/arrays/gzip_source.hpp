#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "workloads/network/file_fault.hpp"

struct gzFile_s;

namespace engram::workloads {

/// The bytes of a file, expanded on the way where gzip compressed it (RFC 1952); else as they are.
class GzipSource {
 public:
  /// Throws FileFault where the file cannot be opened.
  explicit GzipSource(const std::filesystem::path& file);
  ~GzipSource();
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  /// Reads exactly `size` bytes, or fails inside `what`.
  void take(unsigned char* to, std::size_t size, const std::string& what);
  /// Reads the next line, without its end, into `text`; false after the last. Fails where it is
  /// longer than `longest` bytes.
  bool line(std::string& text, std::size_t longest);
  /// Nothing follows. Expands one byte to know.
  bool at_end();
  std::uint64_t offset() const { return offset_; }  ///< of the next byte, after expansion
  [[noreturn]] void fail(const std::string& what) const;

 private:
  std::size_t read(unsigned char* to, std::size_t size);
  void check_stream();  ///< throws where the data is damaged or ends too early

  std::string file_;
  gzFile_s* stream_ = nullptr;
  std::uint64_t offset_ = 0;
};

}  // namespace engram::workloads
