#include "sim/report/config_changes.hpp"

#include <gtest/gtest.h>

#include "sim/config/json_document.hpp"
#include "sim/config/json_text.hpp"

namespace engram::sim {
namespace {

JsonValue parsed(const std::string& text) {
  return parse_json(text, std::make_shared<const Source>(Source{"test", ""}));
}

/// "pointer=value pointer" of every change.
std::string changes(const std::string& from, const std::string& to) {
  const JsonValue a = parsed(from), b = parsed(to);
  std::string text;
  for (const ConfigChange& change : config_changes(a, b)) {
    text += (text.empty() ? "" : " ") + change.pointer;
    if (change.value == nullptr) continue;
    const std::string value = json_text(*change.value);
    text += "=" + value.substr(0, value.size() - 1);
  }
  return text;
}

TEST(ConfigChanges, AreTheInnermostMembers) {
  EXPECT_EQ(changes(R"({"a":{"b":1,"c":"x"},"d":true})", R"({"a":{"b":2,"c":"x"},"d":true})"),
            "/a/b=2");
  EXPECT_EQ(changes(R"({"a":1})", R"({"a":1})"), "");
}

TEST(ConfigChanges, MembersComeAndGo) {
  EXPECT_EQ(changes(R"({"a":1,"b":2})", R"({"b":2,"c/d":3})"), "/c~1d=3 /a");
}

TEST(ConfigChanges, ListsAndTypesChangeAsAWhole) {
  EXPECT_EQ(changes(R"({"a":[1,2]})", R"({"a":3})"), "/a=3");
  EXPECT_EQ(changes(R"({"a":[]})", R"({"a":[]})"), "");
  EXPECT_EQ(changes(R"({"a":"1"})", R"({"a":1})"), "/a=1");
  EXPECT_EQ(changes(R"({"a":{"x":1}})", R"({"a":null})"), "/a=null");
}

}  // namespace
}  // namespace engram::sim
