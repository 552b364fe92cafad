#include "workloads/files/text_lines.hpp"

namespace engram::workloads {

bool TextLines::next(std::string_view& line, LineFaults& faults) {
  const auto bytes = source_.peek(kLongest + 1);
  if (stopped_ || bytes.empty()) return false;
  ++number_;
  line = std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::size_t end = line.find('\n');
  if (end == std::string_view::npos && bytes.size() > kLongest) {
    faults.add(number_, "the line is longer than " + std::to_string(kLongest) + " bytes");
    stopped_ = true;
    return false;
  }
  source_.skip(end == std::string_view::npos ? bytes.size() : end + 1, "a line");
  line = line.substr(0, end);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (number_ == 1 && line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
  return true;
}

}  // namespace engram::workloads
