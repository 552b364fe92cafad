#include "workloads/files/text_lines.hpp"

#include <gtest/gtest.h>

#include "tests/workloads/spikes/temporary_file.hpp"

namespace engram::workloads {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  const TemporaryFile file("lines", text);
  TextLines lines(file.path());
  LineFaults faults(file.path());
  std::vector<std::string> all;
  for (std::string_view line; lines.next(line, faults);) all.emplace_back(line);
  EXPECT_EQ(lines.number(), all.size() + (faults.any() ? 1 : 0));
  return all;
}

using Lines = std::vector<std::string>;

TEST(TextLines, UnixWindowsAndNoLineEnd) {
  EXPECT_EQ(lines_of("a\nb\r\n\nc"), (Lines{"a", "b", "", "c"}));
  EXPECT_EQ(lines_of("\xef\xbb\xbf"
                     "a\n"),
            (Lines{"a"}));
  EXPECT_EQ(lines_of(""), Lines{});
  EXPECT_EQ(lines_of("\n"), Lines{""});
}

TEST(TextLines, ManyLinesAcrossTheBuffer) {
  std::string text;
  Lines expected;
  for (int i = 0; i < 30'000; ++i) {
    expected.push_back("line " + std::to_string(i) +
                       std::string(static_cast<unsigned>(i % 90), '.'));
    text += expected.back() + "\n";
  }
  EXPECT_EQ(lines_of(text), expected);
}

TEST(TextLines, ALineThatIsTooLongEndsTheReading) {
  const std::string longest(TextLines::kLongest, 'x');
  EXPECT_EQ(lines_of(longest + "\nb\n"), (Lines{longest, "b"}));
  EXPECT_EQ(lines_of("a\n" + longest + "x\nb\n"), Lines{"a"});
}

}  // namespace
}  // namespace engram::workloads
