#include <gtest/gtest.h>

#include "tests/architecture/rules.hpp"

/// The length of functions, in all the shapes that clang-format gives them.
namespace engram::architecture {
namespace {

std::string statements(int count, const std::string& line = "  work();\n") {
  std::string text;
  for (int i = 0; i < count; ++i) text += line;
  return text;
}

Faults faults_of(const std::string& text) {
  return function_faults({{"sim/a.cpp", text}});
}

TEST(FunctionRule, SixtyLinesPassAndOneMoreDoesNot) {
  EXPECT_EQ(faults_of("void f() {\n" + statements(58) + "}\n"), Faults{});
  EXPECT_EQ(faults_of("\nvoid f() {\n" + statements(59) + "}\n"),
            Faults{"sim/a.cpp:2: a function of 61 lines"});
  EXPECT_EQ(function_faults({{"sim/a.hpp", "void f() {\n" + statements(99) + "}\n"}}), Faults{});
}

TEST(FunctionRule, EveryShapeOfASignatureCounts) {
  const std::vector<std::string> signatures = {
      "TEST(Suite, Name) {\n",
      "void f(int first,\n       int second) {\n",
      "template <typename T>\nT f(T value) {\n",
      "Chip::Chip(int cores)\n    : cores_(cores), noc_{cores} {\n",
      "std::vector<int>\na_function_with_a_long_name() {\n",
      "const auto f = [](int value) {\n",
      "void f() {  // says why\n"};
  for (const std::string& signature : signatures) {
    EXPECT_EQ(faults_of(signature + statements(60) + "}\n").size(), 1U) << signature;
    EXPECT_EQ(faults_of(signature + statements(50) + "}\n"), Faults{}) << signature;
  }
}

TEST(FunctionRule, MembersOfClassesCount) {
  const std::string member = "  void f(int first,\n         int second) override {\n" +
                             statements(60, "    work();\n") + "  }\n";
  EXPECT_EQ(faults_of("class A {\n public:\n" + member + "};\n"),
            Faults{"sim/a.cpp:3: a function of 63 lines"});
}

TEST(FunctionRule, WhatIsNoFunctionMayBeLong) {
  EXPECT_EQ(faults_of("namespace {\n\n" + statements(70, "int x();\n") + "\n}  // namespace\n"),
            Faults{});
  EXPECT_EQ(faults_of("struct A {\n" + statements(70, "  int x;\n") + "};\n"), Faults{});
  EXPECT_EQ(faults_of("template <int (*f)()>\nclass A {\n" + statements(70, "  int x;\n") + "};\n"),
            Faults{});
  EXPECT_EQ(faults_of("const std::map<int, int (*)()> table = {\n" +
                      statements(70, "    {1, f},\n") + "};\n"),
            Faults{});
  EXPECT_EQ(faults_of("void f() {}\nint g();\n\n" + statements(70, "// words\n") + "}\n"),
            Faults{});
}

TEST(FunctionRule, BracesInTextAreNoBraces) {
  const std::string text = "void f() {\n  const char* t = R\"(\n}\n)\";\n" + statements(60) + "}\n";
  EXPECT_EQ(faults_of(text), Faults{"sim/a.cpp:1: a function of 65 lines"});
  EXPECT_EQ(without_literals("a \"}\\\"}\" b"), "a        b");
  EXPECT_EQ(without_literals("'}' 1'000 '\\'' c"), "    1'000      c");
  EXPECT_EQ(without_literals("a /* } */ b // }\nc"), "a         b     \nc");
}

}  // namespace
}  // namespace engram::architecture
