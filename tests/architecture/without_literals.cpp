#include <cctype>

#include "tests/architecture/source_tree.hpp"

namespace engram::architecture {
namespace {

bool word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Where what begins at `at` ends (one past it): a comment or literal; `at` itself where there is
/// neither. An unclosed one ends with the text.
std::size_t end_of_literal(const std::string& text, std::size_t at) {
  const auto past = [&](std::size_t found, std::size_t length) {
    return found == std::string::npos ? text.size() : found + length;
  };
  if (text.compare(at, 2, "//") == 0) return past(text.find('\n', at), 0);
  if (text.compare(at, 2, "/*") == 0) return past(text.find("*/", at + 2), 2);
  if (text.compare(at, 2, "R\"") == 0) {
    const std::size_t open = text.find('(', at);
    if (open == std::string::npos) return text.size();
    const std::string close = ")" + text.substr(at + 2, open - at - 2) + "\"";
    return past(text.find(close, open), close.size());
  }
  const char quote = text[at];
  // A quote after a letter or digit separates digits: 1'000.
  const bool separator = quote == '\'' && at > 0 && word_character(text[at - 1]);
  if ((quote != '"' && quote != '\'') || separator) return at;
  for (std::size_t next = at + 1; next < text.size(); ++next) {
    if (text[next] == '\\') {
      ++next;
    } else if (text[next] == quote) {
      return next + 1;
    }
  }
  return text.size();
}

}  // namespace

std::string without_literals(const std::string& text) {
  std::string plain = text;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_literal(text, at);
    if (end == at) {
      ++at;
      continue;
    }
    for (; at < end; ++at) {
      if (text[at] != '\n') plain[at] = ' ';
    }
  }
  return plain;
}

}  // namespace engram::architecture
