#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include "workloads/network/file_fault.hpp"

namespace engram::workloads {

/// A file read from front to back through one buffer of kBuffer bytes, whatever its size. It knows
/// where it is, so that every fault names its byte. Pointers and spans it hands out hold until the
/// next call of a member that is not const.
class ByteSource {
 public:
  static constexpr std::size_t kBuffer = std::size_t{1} << 16;

  /// FileFault: no such file, a folder, or not readable. `offset`: where reading begins.
  explicit ByteSource(const std::filesystem::path& file, std::uint64_t offset = 0);

  const std::filesystem::path& file() const { return file_; }
  std::uint64_t size() const { return size_; }  ///< of the file, when it was opened
  std::uint64_t offset() const { return begin_ + at_; }
  std::uint64_t left() const { return offset() < size_ ? size_ - offset() : 0; }

  /// The next `count` bytes (at most kBuffer), which stay unread; fewer at the end of the file.
  std::span<const unsigned char> peek(std::size_t count);

  /// Takes the next `bytes` (1 to kBuffer). Null at the end of the file; where it ends before the
  /// last of them, a FileFault that calls them `what` ("a record").
  const unsigned char* record(std::size_t bytes, const char* what) {
    if (end_ - at_ < bytes && !refill_for(bytes, what)) return nullptr;
    const unsigned char* first = buffer_.data() + at_;
    at_ += bytes;
    return first;
  }
  /// The same; the end of the file is a FileFault too.
  const unsigned char* need(std::size_t bytes, const char* what);
  /// Passes over bytes that `what` announced. FileFault where fewer are left.
  void skip(std::uint64_t count, const char* what);

  [[noreturn]] void fail(std::uint64_t offset, const std::string& what) const;

 private:
  void refill();
  bool refill_for(std::size_t bytes, const char* what);

  std::filesystem::path file_;
  std::ifstream stream_;
  std::uint64_t size_ = 0;
  std::uint64_t begin_ = 0;  ///< offset in the file of buffer_[0]
  std::vector<unsigned char> buffer_;
  std::size_t at_ = 0, end_ = 0;  ///< unread: buffer_[at_] to buffer_[end_ - 1]
};

}  // namespace engram::workloads
