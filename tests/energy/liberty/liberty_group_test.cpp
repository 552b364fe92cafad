#include "energy/liberty/liberty_group.hpp"

#include <gtest/gtest.h>

#include "energy/liberty/liberty_fault.hpp"

namespace engram::energy {
namespace {

TEST(LibertyGroup, Parses) {
  const LibertyGroup root = parse_liberty(
      "/* a\n comment */ library (l) { // more\n a : \"x y\" ; b : 1.5 e\n"
      " c (1, \"2, 3\", pf);\n cell (A[3:0]) { d (\"1, \\\n 2\") }\n cell (B) { ; } };\n",
      "f.lib");
  EXPECT_EQ(root.type, "library");
  EXPECT_EQ(root.name(), "l");
  EXPECT_EQ(root.text("a"), "x y");
  EXPECT_EQ(root.text("b"), "1.5 e");
  ASSERT_NE(root.find("c"), nullptr);
  EXPECT_EQ(root.find("c")->values, (std::vector<std::string>{"1", "2, 3", "pf"}));
  EXPECT_EQ(root.find("c")->line, 4);
  ASSERT_EQ(root.groups.size(), 2U);
  EXPECT_EQ(root.groups[0].name(), "A[3:0]");
  EXPECT_EQ(root.groups[0].text("d"), "1,    2");
  EXPECT_EQ(root.groups[1].line, 7);
}

void expect_fault(const std::string& text, const std::string& expected) {
  try {
    parse_liberty(text, "f.lib");
    ADD_FAILURE() << "accepted: " << text;
  } catch (const LibertyFault& fault) {
    EXPECT_EQ(std::string(fault.what()), expected);
  }
}

TEST(LibertyGroup, SaysWhatIsWrongAndWhere) {
  expect_fault("", "f.lib:1: the file is empty, expected a library group");
  expect_fault("\nmodule x;", "f.lib:2: expected a library group, found 'module'");
  expect_fault("library (l) {\n cell (a) {\n", "f.lib:3: the group 'cell' of line 2 is not closed");
  expect_fault("library (l) {\n a b }", "f.lib:2: expected ':' or '(' after 'a'");
  expect_fault("library (l) { a : \"x", "f.lib:1: the quoted text does not end");
  expect_fault("library (l) {\n/* }", "f.lib:2: the comment does not end");
  expect_fault("library (l) { } x", "f.lib:1: text after the end of the library");
  std::string deep = "library (l) {";
  for (int level = 0; level < 100; ++level) deep += "g () {";
  expect_fault(deep, "f.lib:1: groups are nested too deep");
}

}  // namespace
}  // namespace engram::energy
