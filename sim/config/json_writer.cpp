#include "sim/config/json_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace engram::sim {

std::string shortest(double number) {
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr};
}

namespace {

bool stands_for_itself(char c) {
  return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20;
}

std::string escaped(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    case '\r':
      return "\\r";
    default:
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
      return escape.data();
  }
}

}  // namespace

std::string json_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (auto at = text.begin(); at != text.end();) {
    const auto special = std::find_if_not(at, text.end(), stands_for_itself);
    quoted.append(at, special);
    at = special;
    if (at != text.end()) quoted += escaped(*at++);
  }
  return quoted + '"';
}

void JsonWriter::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (ends_.empty()) return;
  if (!empty_.back()) text_ += ',';
  empty_.back() = false;
  new_line();
}

void JsonWriter::new_line() {
  if (indented_) text_ += '\n' + std::string(2 * ends_.size(), ' ');
}

JsonWriter& JsonWriter::open(char begin, char end) {
  before_value();
  text_ += begin;
  ends_.push_back(end);
  empty_.push_back(true);
  return *this;
}

JsonWriter& JsonWriter::close() {
  const bool empty = empty_.back();
  const char end = ends_.back();
  ends_.pop_back();
  empty_.pop_back();
  if (!empty) new_line();
  text_ += end;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  before_value();
  text_ += json_quoted(name) + (indented_ ? ": " : ":");
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  return raw(json_quoted(text));
}
JsonWriter& JsonWriter::value(std::uint64_t number) {
  return raw(std::to_string(number));
}
JsonWriter& JsonWriter::value(std::int64_t number) {
  return raw(std::to_string(number));
}
JsonWriter& JsonWriter::value(bool flag) {
  return raw(flag ? "true" : "false");
}

JsonWriter& JsonWriter::value(double number) {
  return raw(std::isfinite(number) ? shortest(number) : "null");
}

JsonWriter& JsonWriter::raw(std::string_view decimal) {
  before_value();
  text_ += decimal;
  return *this;
}

std::string JsonWriter::text() const {
  return text_ + '\n';
}

}  // namespace engram::sim
