#include "sim/config/schema.hpp"

#include <gtest/gtest.h>

#include "sim/config/json_document.hpp"
#include "sim/config/run_schema.hpp"

namespace engram::sim {
namespace {

JsonValue parsed(const std::string& text) {
  return parse_json(text, std::make_shared<const Source>(Source{"x.json", {}}));
}

TEST(SchemaText, HasTypeRangeDefaultUnitAndWords) {
  const JsonValue root = parsed(schema_text(*run_schema(), "title"));
  EXPECT_EQ(root.at("/$schema")->text, "https://json-schema.org/draft/2020-12/schema");
  const JsonValue& clock = *root.at("/properties/chip/properties/clock_mhz");
  EXPECT_EQ(clock.at("/type")->text, "number");
  EXPECT_EQ(clock.at("/exclusiveMinimum")->number, 0);
  EXPECT_EQ(clock.at("/maximum")->number, 1e5);
  EXPECT_EQ(clock.at("/default")->number, 100);
  EXPECT_NE(clock.at("/description")->text.find("(MHz)"), std::string::npos);
  const JsonValue& mesh = *root.at("/properties/chip/properties/mesh");
  EXPECT_EQ(mesh.at("/minItems")->integer, 2);
  EXPECT_EQ(mesh.at("/maxItems")->integer, 2);
  EXPECT_EQ(mesh.at("/default/1")->integer, 1);
  const std::string memory =
      "/properties/chip/properties/core/properties/synapse_memory/properties/";
  EXPECT_EQ(root.at(memory + "encoding/anyOf/0/enum/2")->text, "bitmap");
  EXPECT_EQ(root.at(memory + "encoding/anyOf/1/additionalProperties/type")->text, "string");
  EXPECT_EQ(root.at("/required/0")->text, "workload");
  EXPECT_EQ(root.at("/properties/chip/additionalProperties")->flag, false);
  EXPECT_EQ(
      root.at("/properties/workload/properties/network/properties/populations/items/required/1")
          ->text,
      "shape");
}

/// Every key says in words what it is, at any depth.
void expect_words(const JsonValue& schema, const std::string& pointer) {
  if (const JsonValue* items = schema.find("items")) expect_words(*items, pointer + "/0");
  const JsonValue* properties = schema.find("properties");
  if (properties == nullptr) return;
  for (const auto& [name, member] : properties->members) {
    const JsonValue* words = member.find("description");
    EXPECT_TRUE(words != nullptr && words->text.front() != '(') << pointer << "/" << name;
    expect_words(member, pointer + "/" + name);
  }
}

TEST(SchemaText, EveryKeyIsExplained) {
  expect_words(parsed(schema_text(*run_schema(), "title")), "");
  expect_words(parsed(schema_text(*train_schema(), "title")), "");
}

TEST(Resolve, FillsDefaultsInTheSchemasOrder) {
  const SchemaPtr schema =
      object("", {filled("a", integer("", 0, 9, "", 1)), optional("b", text("")),
                  filled("c", object("", {filled("d", boolean("", true))}))});
  std::vector<Fault> faults;
  const JsonValue value = resolve(parsed("{\"b\": \"x\"}"), *schema, "", faults);
  ASSERT_TRUE(faults.empty());
  ASSERT_EQ(value.members.size(), 3U);
  EXPECT_EQ(value.members[0].first, "a");
  EXPECT_EQ(value.at("/a")->integer, 1);
  EXPECT_EQ(value.at("/a")->source, default_source());
  EXPECT_TRUE(value.at("/c/d")->flag);
  EXPECT_EQ(value.at("/b")->source->name, "x.json");
}

TEST(Resolve, SoundIsWhatHasNoFaultBelow) {
  const SchemaPtr item = object("", {required("n", integer("", 0, 9))});
  const SchemaPtr schema =
      object("", {required("l", list_of("", item)), required("m", map_of("", item))});
  std::vector<Fault> faults;
  const JsonValue value =
      resolve(parsed(R"({"l": [{"n": 1}, {"n": 10}, {}, {"n": 1, "o": 2}], "m": {"x": {"n": 3}}})"),
              *schema, "", faults);
  EXPECT_EQ(faults.size(), 3U);
  EXPECT_FALSE(value.sound);
  EXPECT_FALSE(value.at("/l")->sound);
  EXPECT_TRUE(value.at("/l/0")->sound);
  EXPECT_FALSE(value.at("/l/1")->sound);
  EXPECT_FALSE(value.at("/l/2")->sound);
  EXPECT_FALSE(value.at("/l/3")->sound);
  EXPECT_TRUE(value.at("/l/3/n")->sound);
  EXPECT_TRUE(value.at("/m")->sound);
}

}  // namespace
}  // namespace engram::sim
