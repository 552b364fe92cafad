#include "workloads/recordings/prophesee_header.hpp"

#include <charconv>

#include "workloads/recordings/comment_header.hpp"
#include "workloads/recordings/sensor_chips.hpp"

namespace engram::workloads {
namespace {

/// What follows `key` and a blank or '=', letter case of the key aside; empty where it is another.
std::string_view value_of(std::string_view line, std::string_view key) {
  if (line.size() <= key.size() || !names(line.substr(0, key.size()), key)) return {};
  if (line[key.size()] != ' ' && line[key.size()] != '=') return {};
  return line.substr(key.size() + 1);
}

void read_size(std::string_view text, std::uint32_t& size) {
  if (!text.empty()) std::from_chars(text.data(), text.data() + text.size(), size);
}

/// "EVT3;height=720;width=1280"
void read_format(std::string_view text, PropheseeHeader& header) {
  header.events = text.substr(0, text.find(';'));
  while (text.find(';') != std::string_view::npos) {
    text.remove_prefix(text.find(';') + 1);
    read_size(value_of(text, "height"), header.sensor.height);
    read_size(value_of(text, "width"), header.sensor.width);
  }
}

}  // namespace

bool read_prophesee_line(std::string_view line, PropheseeHeader& header) {
  if (!line.starts_with("% ")) return false;
  line.remove_prefix(2);
  if (const auto text = value_of(line, "format"); !text.empty()) read_format(text, header);
  if (const auto text = value_of(line, "evt"); text.size() >= 3 && text[1] == '.') {
    header.events = std::string("EVT") + text[0] + (text[2] == '0' ? "" : std::string(1, text[2]));
  }
  if (const auto text = value_of(line, "version"); !text.empty()) header.version = text;
  if (const auto text = value_of(line, "geometry"); text.find('x') != std::string_view::npos) {
    read_size(text, header.sensor.width);
    read_size(text.substr(text.find('x') + 1), header.sensor.height);
  }
  read_size(value_of(line, "width"), header.sensor.width);
  read_size(value_of(line, "height"), header.sensor.height);
  return line == "end";
}

PropheseeHeader read_prophesee_header(ByteSource& source) {
  PropheseeHeader header;
  while (const auto line = next_comment(source, '%')) {
    if (read_prophesee_line(*line, header)) break;
  }
  return header;
}

PropheseeHeader read_prophesee_header(std::string_view head) {
  PropheseeHeader header;
  while (head.starts_with('%')) {
    std::string_view line = head.substr(0, head.find('\n'));
    head.remove_prefix(std::min(head.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (read_prophesee_line(line, header)) break;
  }
  return header;
}

}  // namespace engram::workloads
