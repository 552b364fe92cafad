#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "workloads/network/file_fault.hpp"

/// Text files of a line a record, read a line at a time.
namespace engram::workloads {

/// Faults of one file, "file:line: what is wrong": all shown at once, at most 20 and the number of
/// those that follow.
class LineFaults {
 public:
  explicit LineFaults(const std::filesystem::path& file) : file_(file.string()) {}
  void add(std::uint64_t line, const std::string& what);
  /// Throws FileFault where there is a fault.
  void raise() const;

 private:
  std::string file_, text_;
  std::uint64_t found_ = 0;
};

/// Memory is bounded: a line of more than kLongestLine - 1 bytes is a fault and ends the reading.
class LineReader {
 public:
  static constexpr std::size_t kLongestLine = 4096;
  /// Throws FileFault where the file cannot be opened.
  explicit LineReader(const std::filesystem::path& file);
  /// Next line, without line end or byte order mark; false at the end of the file. `line` is valid
  /// until the next call. Throws FileFault where the file cannot be read.
  bool next(std::string_view& line, LineFaults& faults);
  std::uint64_t number() const { return number_; }  ///< of the line last read, from 1

 private:
  std::string file_;
  std::ifstream stream_;
  std::array<char, kLongestLine> buffer_{};
  std::uint64_t number_ = 0;
};

}  // namespace engram::workloads
