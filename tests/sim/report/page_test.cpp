#include "sim/report/page.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/sim/command/program.hpp"

namespace engram::sim {
namespace {

std::size_t occurrences(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++count;
  return count;
}

TEST(Page, NoTextOfTheDataEndsAnElement) {
  const std::string evil = "</script><script>alert(1)</script><!--";
  const std::string text = page(evil, "{\"name\":\"" + evil + "\"}");
  EXPECT_EQ(occurrences(text, "alert(1)"), 2U);
  EXPECT_EQ(occurrences(text, "<script>alert(1)"), 0U);
  EXPECT_EQ(occurrences(text, "</script>"), occurrences(page_template(), "</script>"));
  EXPECT_NE(text.find("<title>&lt;/script&gt;"), text.npos);
  EXPECT_NE(text.find("\\u003c/script>\\u003cscript>alert(1)"), text.npos);
}

TEST(Page, HasPlacesForTitleAndDataOnce) {
  EXPECT_EQ(occurrences(page_template(), "@ENGRAM_"), 2U);
  EXPECT_EQ(occurrences(page("t", "{}"), "@ENGRAM_"), 0U);
  // What stands in the title is not taken for the place of the data.
  EXPECT_NE(page("@ENGRAM_DATA@", "{}").find("<title>@ENGRAM_DATA@"), std::string::npos);
}

/// Nothing is lost on the way through the build: semicolons, brackets, backslashes, blank lines.
TEST(Page, HoldsItsFilesByteForByte) {
  const std::filesystem::path folder = ENGRAM_SOURCE_DIR "/sim/report/page";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".html") continue;
    EXPECT_NE(page_template().find(read_file(entry.path())), std::string_view::npos)
        << entry.path();
  }
  EXPECT_NE(page_template().find("Chart.js v"), std::string_view::npos);
  EXPECT_NE(page_template().find("Released under the MIT License"), std::string_view::npos);
}

TEST(Page, RefersToNothingOutside) {
  for (const char* what :
       {"src=\"", "href=\"http", "@import", "url(", "fetch(", "XMLHttpRequest", "innerHTML"}) {
    std::ostringstream own;
    for (const auto& entry :
         std::filesystem::directory_iterator(ENGRAM_SOURCE_DIR "/sim/report/page")) {
      own << read_file(entry.path());
    }
    EXPECT_EQ(occurrences(own.str(), what), 0U) << what;
  }
}

}  // namespace
}  // namespace engram::sim
