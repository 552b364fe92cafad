#include "workloads/ranc/memory_file.hpp"

#include <algorithm>
#include <fstream>

#include "workloads/network/file_fault.hpp"

namespace engram::workloads::ranc {
namespace {

constexpr std::uint64_t kFaultsShown = 20;

/// The whole file; false, and a fault, where there is none or it is too large.
bool read_all(const std::filesystem::path& file, std::uint64_t largest, std::string& bytes,
              Faults& faults) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    faults.add(file.string(), "no such file");
    return false;
  }
  const std::uint64_t size = std::filesystem::file_size(file, error);
  if (error || size > largest) {
    faults.add(file.string(), "has " + std::to_string(size) + " bytes (expected at most " +
                                  std::to_string(largest) + ")");
    return false;
  }
  std::ifstream stream(file, std::ios::binary);
  bytes.resize(size);
  stream.read(bytes.data(), static_cast<std::streamsize>(size));
  if (!stream && size > 0) {
    faults.add(file.string(), "cannot be read");
    return false;
  }
  return true;
}

}  // namespace

void Faults::add(const std::string& file, const std::string& what) {
  if (found_++ >= kFaultsShown) return;
  text_ += (text_.empty() ? "" : "\n") + file + ": " + what;
}

void Faults::add(const std::string& file, std::uint64_t line, std::uint64_t column,
                 const std::string& what) {
  const std::string place = column == 0 ? "" : "column " + std::to_string(column) + ": ";
  add(file + ":" + std::to_string(line), place + what);
}

void Faults::raise() const {
  if (found_ == 0) return;
  if (found_ <= kFaultsShown) throw FileFault(text_);
  throw FileFault(text_ + "\nand " + std::to_string(found_ - kFaultsShown) + " more");
}

std::vector<Line> read_lines(const std::filesystem::path& file, std::uint64_t largest,
                             Faults& faults) {
  std::string bytes;
  std::vector<Line> lines;
  if (!read_all(file, largest, bytes, faults)) return lines;
  std::uint64_t number = 0;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    const bool carriage = end > begin && bytes[end - 1] == '\r';
    const std::size_t size = end - begin - (carriage ? 1 : 0);
    ++number;
    if (size > 0) lines.push_back({number, bytes.substr(begin, size)});
    begin = end + 1;
  }
  if (lines.empty()) faults.add(file.string(), "holds no line");
  return lines;
}

bool check_bits(const std::string& file, const Line& line, std::size_t width,
                const std::string& meaning, Faults& faults) {
  const std::size_t wrong = line.text.find_first_not_of("01");
  if (wrong != std::string::npos) {
    faults.add(file, line.number, wrong + 1,
               "found byte " + std::to_string(static_cast<unsigned char>(line.text[wrong])) +
                   " (expected the character 0 or 1)");
    return false;
  }
  if (line.text.size() == width) return true;
  faults.add(file, line.number, std::min(line.text.size(), width) + 1,
             "found " + std::to_string(line.text.size()) + " bits (expected " +
                 std::to_string(width) + ": " + meaning + ")");
  return false;
}

std::string_view Fields::bits(std::size_t width) {
  const std::string_view field = text_.substr(next_, width);
  next_ += width;
  return field;
}

std::uint32_t Fields::number(std::size_t width) {
  std::uint32_t value = 0;
  for (const char bit : bits(width)) value = 2 * value + (bit == '1' ? 1 : 0);
  return value;
}

std::int32_t Fields::signed_number(std::size_t width) {
  const auto value = static_cast<std::int32_t>(number(width));
  const std::int32_t half = std::int32_t{1} << (width - 1);
  return value < half ? value : value - 2 * half;
}

}  // namespace engram::workloads::ranc
