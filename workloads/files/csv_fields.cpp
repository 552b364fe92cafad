#include "workloads/files/csv_fields.hpp"

#include <algorithm>
#include <charconv>

namespace engram::workloads {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Says why `text`, which is no run of digits, is no whole number.
std::string describe(std::string_view text) {
  if (text.empty()) return "is empty";
  std::string found = "'";
  found.append(text.substr(0, 40)).append("'");
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (stop != end || error == std::errc::invalid_argument) return found + " is not a number";
  if (text.front() == '-') return found + " is negative";
  if (text.find_first_not_of("0123456789.") == std::string_view::npos) {
    return found + " has a fraction";
  }
  return found + " is not written as a whole number";
}

}  // namespace

std::vector<std::string_view> split_fields(std::string_view line) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t comma = line.find(',');
    fields.push_back(trimmed(line.substr(0, comma)));
    if (comma == std::string_view::npos) return fields;
    line.remove_prefix(comma + 1);
  }
}

bool parse_whole(std::string_view text, std::uint64_t largest, std::uint64_t& value,
                 std::string& why) {
  if (!all_digits(text)) {
    why = describe(text);
    return false;
  }
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && value <= largest) return true;
  why = std::string(text.substr(0, 40)) + " is too large (at most " + std::to_string(largest) + ")";
  return false;
}

}  // namespace engram::workloads
