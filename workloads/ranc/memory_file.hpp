#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// Text files of bits, a memory word a line ($readmemb without comments): what RANC's tools write.
namespace engram::workloads::ranc {

/// What is wrong with the files of one network or input, so that a run shows all of it.
class Faults {
 public:
  void add(const std::string& file, const std::string& what);
  /// Lines and columns count from 1; column 0: the whole line.
  void add(const std::string& file, std::uint64_t line, std::uint64_t column,
           const std::string& what);
  bool empty() const { return found_ == 0; }
  /// Throws FileFault with one fault a line, at most 20 and how many follow.
  void raise() const;

 private:
  std::string text_;
  std::uint64_t found_ = 0;
};

/// One line of a file.
struct Line {
  std::uint64_t number = 0;
  std::string text;
};

/// Lines of a file of at most `largest` bytes that are not empty, without line ends. What cannot be
/// read is a fault, and no line.
std::vector<Line> read_lines(const std::filesystem::path& file, std::uint64_t largest,
                             Faults& faults);

/// Whether the line has exactly `width` characters, all 0 or 1; `meaning` says what they hold.
bool check_bits(const std::string& file, const Line& line, std::size_t width,
                const std::string& meaning, Faults& faults);

/// Fields of a line that check_bits has passed, front to back, most significant bit first.
class Fields {
 public:
  explicit Fields(const Line& line) : text_(line.text) {}
  std::string_view bits(std::size_t width);
  std::uint32_t number(std::size_t width);
  std::int32_t signed_number(std::size_t width);  ///< two's complement
  std::uint64_t column() const { return next_ + 1; }

 private:
  std::string_view text_;
  std::size_t next_ = 0;
};

}  // namespace engram::workloads::ranc
