#include "workloads/recordings/comment_header.hpp"

#include <algorithm>

namespace engram::workloads {
namespace {

constexpr std::size_t kUsual = 4096;  // looked at first, so that the buffer is not moved every line

std::string_view ahead(ByteSource& source, std::size_t count) {
  const auto bytes = source.peek(count);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

std::optional<std::string> next_comment(ByteSource& source, char mark) {
  std::string_view rest = ahead(source, kUsual);
  if (rest.size() == kUsual && rest.find('\n') == std::string_view::npos) {
    rest = ahead(source, ByteSource::kBuffer);
  }
  if (!rest.starts_with(mark)) return std::nullopt;
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  const bool is_text = std::all_of(line.begin(), line.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\r';
  });
  if (!is_text) return std::nullopt;
  if (end == std::string_view::npos && source.left() > rest.size()) {
    source.fail(source.offset(), "a line of the header is longer than " +
                                     std::to_string(ByteSource::kBuffer) + " bytes");
  }
  if (line.ends_with('\r')) line.remove_suffix(1);
  std::string text(line);
  source.skip(end == std::string_view::npos ? rest.size() : end + 1, "a line of the header");
  return text;
}

}  // namespace engram::workloads
