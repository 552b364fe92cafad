#include "workloads/arrays/npy_header.hpp"

#include <charconv>

namespace engram::workloads {
namespace {

/// What follows "'key':", without leading blanks; empty where the key is missing.
std::string_view value_of(std::string_view text, const std::string& key) {
  const std::size_t at = text.find("'" + key + "'");
  if (at == std::string_view::npos) return {};
  std::size_t begin = text.find(':', at);
  if (begin == std::string_view::npos) return {};
  begin = text.find_first_not_of(" \t", begin + 1);
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

std::string read_type(std::string_view value, ArrayElement& element) {
  const std::size_t end = value.empty() ? std::string_view::npos : value.find('\'', 1);
  if (end == std::string_view::npos || value.front() != '\'') {
    return "the .npy header names no single type ('descr': '<f4')";
  }
  const std::string_view type = value.substr(1, end - 1);
  const std::string found = "'" + std::string(type.substr(0, 20)) + "'";
  const std::string wrong = "an .npy type of " + found + " (expected b1, i or u 1 to 8, f4 or f8)";
  if (type.size() != 3) return wrong;
  const char order = type[0], kind = type[1], size = type[2];
  const bool sized = size == '1' || size == '2' || size == '4' || size == '8';
  const bool known = (kind == 'b' && size == '1') || ((kind == 'i' || kind == 'u') && sized) ||
                     (kind == 'f' && (size == '4' || size == '8'));
  if (!known || std::string_view("<>|=").find(order) == std::string_view::npos) return wrong;
  element = {static_cast<std::size_t>(size - '0'), kind == 'i', kind == 'f', order == '>'};
  return "";
}

std::string read_shape(std::string_view value, std::vector<std::uint64_t>& shape) {
  const std::string wrong = "the .npy header has no shape like (10, 28, 28)";
  if (value.empty() || value.front() != '(') return wrong;
  value.remove_prefix(1);
  while (true) {
    const std::size_t at = value.find_first_not_of(" \t,");
    if (at == std::string_view::npos) return wrong;
    value.remove_prefix(at);
    if (value.front() == ')') return "";
    std::uint64_t size = 0;
    const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), size);
    if (error != std::errc{}) return wrong;
    value.remove_prefix(static_cast<std::size_t>(stop - value.data()));
    shape.push_back(size);
  }
}

}  // namespace

std::string parse_npy_header(std::string_view text, NpyHeader& header) {
  std::string wrong = read_type(value_of(text, "descr"), header.element);
  if (!wrong.empty()) return wrong;
  if (!value_of(text, "fortran_order").starts_with("False")) {
    return "an .npy array that is not in C order (expected 'fortran_order': False)";
  }
  return read_shape(value_of(text, "shape"), header.shape);
}

}  // namespace engram::workloads
