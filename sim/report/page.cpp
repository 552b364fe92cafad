#include "sim/report/page.hpp"

#include <stdexcept>

// The bytes of the bundled page (CMakeLists.txt makes this file anew when it changes).
asm(".pushsection .rodata\n"
    ".global engram_page_begin\n"
    ".global engram_page_end\n"
    "engram_page_begin:\n"
    ".incbin \"" ENGRAM_PAGE
    "\"\n"
    "engram_page_end:\n"
    ".byte 0\n"
    ".popsection\n");
extern "C" {
extern const char engram_page_begin[];
extern const char engram_page_end[];
}

namespace engram::sim {
namespace {

constexpr std::string_view kTitle = "@ENGRAM_TITLE@", kData = "@ENGRAM_DATA@";

/// In JSON, "<" stands in strings only: as an escape it cannot begin "</script" or "<!--".
std::string script_safe(std::string_view json) {
  std::string safe;
  safe.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      safe += "\\u003c";
    } else {
      safe += c;
    }
  }
  return safe;
}

}  // namespace

std::string_view page_template() {
  return {engram_page_begin, static_cast<std::size_t>(engram_page_end - engram_page_begin)};
}

std::string html_escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '&':
        escaped += "&amp;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string page(std::string_view title, std::string_view data) {
  const std::string_view whole = page_template();
  const std::size_t title_at = whole.find(kTitle), data_at = whole.find(kData);
  if (title_at == whole.npos || data_at == whole.npos || data_at < title_at) {
    throw std::logic_error("the page of sim/report/page has lost its places for title and data");
  }
  std::string text(whole.substr(0, title_at));
  text += html_escaped(title);
  text += whole.substr(title_at + kTitle.size(), data_at - title_at - kTitle.size());
  text += script_safe(data);
  text += whole.substr(data_at + kData.size());
  return text;
}

}  // namespace engram::sim
