#pragma once

#include <string_view>

#include "workloads/files/byte_source.hpp"
#include "workloads/files/line_faults.hpp"

namespace engram::workloads {

/// The lines of a text file, one at a time. Unix and Windows line ends; the last line may lack
/// one; a byte order mark is passed over.
class TextLines {
 public:
  static constexpr std::size_t kLongest = 4095;  ///< bytes, so that memory stays bounded

  /// FileFault: see ByteSource.
  explicit TextLines(const std::filesystem::path& file) : source_(file) {}
  /// The next line, without its end; false after the last. A line that is too long is added to
  /// `faults` and ends the reading. `line` holds until the next call.
  bool next(std::string_view& line, LineFaults& faults);
  std::uint64_t number() const { return number_; }  ///< of the line read last, from 1

 private:
  ByteSource source_;
  std::uint64_t number_ = 0;
  bool stopped_ = false;
};

}  // namespace engram::workloads
