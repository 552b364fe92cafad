#include "sim/config/json_document.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cmath>

#include "sim/config/config_fault.hpp"
#include "tests/sim/config/files.hpp"

namespace engram::sim {
namespace {

const std::shared_ptr<const Source> kSource = std::make_shared<const Source>(Source{"x.json", {}});

std::string fault_of(const std::string& text) {
  try {
    parse_json(text, kSource);
  } catch (const ConfigFault& fault) {
    return fault.what();
  }
  return "";
}

TEST(JsonDocument, KeepsKeyOrderAndLines) {
  const JsonValue root =
      parse_json("{\n \"z\": 1,\n\n \"a\": [true,\n null],\n \"m\":\n {} }", kSource);
  ASSERT_EQ(root.members.size(), 3U);
  EXPECT_EQ(root.members[0].first, "z");
  EXPECT_EQ(root.members[1].first, "a");
  EXPECT_EQ(root.line, 1);
  EXPECT_EQ(root.find("z")->line, 2);
  EXPECT_EQ(root.find("a")->line, 4);
  EXPECT_EQ(root.find("a")->items[0].line, 4);
  EXPECT_EQ(root.find("a")->items[1].line, 5);
  EXPECT_EQ(root.find("m")->line, 6) << "a member stands where its key does";
  EXPECT_EQ(root.at("/a/1")->type, JsonValue::Type::null);
  EXPECT_EQ(root.at("/a/2"), nullptr);
  EXPECT_EQ(root.at("/a/-1"), nullptr);
  EXPECT_EQ(root.at("/z/0"), nullptr);
}

/// A number ends where the next character is no part of it: that may be the end of the line.
TEST(JsonDocument, NumberAtTheEndOfALine) {
  const JsonValue root = parse_json("[1\n,22\n\n,333]", kSource);
  EXPECT_EQ(root.items[0].line, 1);
  EXPECT_EQ(root.items[1].line, 2);
  EXPECT_EQ(root.items[2].line, 4);
}

TEST(JsonDocument, TellsNumbersApart) {
  const JsonValue root = parse_json(
      "[-1, 2.9, 1e3, 9223372036854775807, 9223372036854775808, 99999999999999999999, "
      "-9223372036854775808, -9223372036854775809, 0.5]",
      kSource);
  using Type = JsonValue::Type;
  const auto is = [&](std::size_t at, Type type, bool huge, double number) {
    EXPECT_EQ(root.items[at].type, type) << at;
    EXPECT_EQ(root.items[at].huge, huge) << at;
    EXPECT_EQ(root.items[at].number, number) << at;
  };
  is(0, Type::integer, false, -1);
  is(1, Type::number, false, 2.9);
  is(2, Type::integer, false, 1000);
  is(3, Type::integer, false, 9223372036854775807.0);
  is(4, Type::integer, true, 9223372036854775808.0);
  is(5, Type::integer, true, 1e20);
  is(6, Type::integer, false, -9223372036854775808.0);
  is(7, Type::integer, true, -9223372036854775808.0);
  is(8, Type::number, false, 0.5);
  EXPECT_EQ(root.items[0].integer, -1);
  EXPECT_EQ(root.items[2].integer, 1000);
  EXPECT_EQ(root.items[3].integer, INT64_MAX);
  EXPECT_EQ(root.items[6].integer, INT64_MIN);
}

TEST(JsonDocument, AllDuplicateKeysWithBothLines) {
  EXPECT_EQ(fault_of("{\"a\": 1,\n\"b\": {\"c\": 1,\n\"c\": 2},\n\"a\": 3}"),
            "x.json:3: /b/c: the key is given twice (first at line 2)\n"
            "x.json:4: /a: the key is given twice (first at line 1)");
}

TEST(JsonDocument, SyntaxErrorsHaveALine) {
  EXPECT_EQ(fault_of("{\n\"a\": 1\n\"b\": 2 }").substr(0, 28), "x.json:3: not valid JSON: sy");
  EXPECT_EQ(fault_of("{\"a\": 1,\n").substr(0, 25), "x.json:1: not valid JSON:");
  EXPECT_EQ(fault_of("").substr(0, 25), "x.json:1: not valid JSON:");
  EXPECT_EQ(fault_of("{} {}").substr(0, 25), "x.json:1: not valid JSON:");
  EXPECT_EQ(fault_of("[NaN]").substr(0, 25), "x.json:1: not valid JSON:");
  EXPECT_EQ(fault_of("[01]").substr(0, 25), "x.json:1: not valid JSON:");
  EXPECT_EQ(fault_of("[\"\xff\"]").substr(0, 25), "x.json:1: not valid JSON:");
  EXPECT_EQ(fault_of("[1] // comment").substr(0, 25), "x.json:1: not valid JSON:");
}

TEST(JsonDocument, NumberBeyondADouble) {
  EXPECT_EQ(fault_of("{\"a\": [1,\n1e400]}"),
            "x.json:2: /a/1: the number is too large for a double");
}

TEST(JsonDocument, ByteOrderMark) {
  EXPECT_EQ(fault_of("\xEF\xBB\xBF{}"),
            "x.json:1: the file starts with a byte order mark; save it as UTF-8 without one");
}

TEST(JsonDocument, Depth) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_EQ(fault_of(nested(64)), "");
  EXPECT_EQ(fault_of(nested(65)),
            "x.json:1: objects and lists stand more than 64 deep inside each other");
  EXPECT_EQ(fault_of(std::string(1000000, '[')),
            "x.json:1: objects and lists stand more than 64 deep inside each other");
}

TEST(JsonFile, MustBeAReadableFile) {
  const Files files;
  EXPECT_EQ(files.faults("no.json"), "no.json: no such file");
  EXPECT_EQ(files.faults(std::string(300, 'x')).substr(300),
            ": cannot be read: File name too long");
  std::filesystem::create_directory(files.folder() / "folder.json");
  EXPECT_EQ(files.faults("folder.json"), "folder.json: is not a file but a folder");
  ASSERT_EQ(::mkfifo((files.folder() / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(files.faults("pipe"), "pipe: is not a file but a device or a pipe");
}

TEST(JsonFile, SizeIsLimited) {
  const Files files;
  files.write("big.json", "");
  std::filesystem::resize_file(files.folder() / "big.json", kJsonBytes + 1);  // sparse on disk
  EXPECT_EQ(files.faults("big.json"), "big.json: is larger than 256 MiB");
}

TEST(JsonPointer, EscapesAndBack) {
  const std::string pointer = child_pointer(child_pointer("", "a/b~c"), "0");
  EXPECT_EQ(pointer, "/a~1b~0c/0");
  EXPECT_EQ(pointer_tokens(pointer), (std::vector<std::string>{"a/b~c", "0"}));
  EXPECT_TRUE(pointer_tokens("").empty());
}

}  // namespace
}  // namespace engram::sim
