#pragma once

#include <string>
#include <string_view>

namespace engram::sim {

/// The page around the data: sim/report/page and Chart.js in one HTML text, put together by the
/// build (bundle.cmake) and embedded in the program.
std::string_view page_template();

/// `text` for HTML, between tags or in quotes.
std::string html_escaped(std::string_view text);

/// The page with `data`, a JSON document, in it. Nothing in either text can end its element.
std::string page(std::string_view title, std::string_view data);

}  // namespace engram::sim
