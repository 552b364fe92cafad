#include "sim/config/json_writer.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>

#include "sim/config/json_document.hpp"
#include "sim/config/json_text.hpp"

namespace engram::sim {
namespace {

TEST(JsonWriter, Layout) {
  JsonWriter json;
  json.open_object().key("b").value(std::uint64_t{18446744073709551615U});
  json.key("a").open_array().value(-1).value(true).value("x").close();
  json.key("none").open_object().close().key("empty").open_array().close();
  json.key("wide").raw("340282366920938463463374607431768211455").close();
  EXPECT_EQ(json.text(), R"({
  "b": 18446744073709551615,
  "a": [
    -1,
    true,
    "x"
  ],
  "none": {},
  "empty": [],
  "wide": 340282366920938463463374607431768211455
}
)");
}

TEST(JsonWriter, ShortestNumbersReadBack) {
  EXPECT_EQ(shortest(0.1), "0.1");
  EXPECT_EQ(shortest(1e300), "1e+300");
  EXPECT_EQ(shortest(100), "100");
  for (const double number :
       {1.0 / 3, 5e-324, std::numeric_limits<double>::max(), 0.30000000000000004}) {
    EXPECT_EQ(std::strtod(shortest(number).c_str(), nullptr), number);
  }
  JsonWriter json;
  json.open_array().value(std::nan("")).value(std::numeric_limits<double>::infinity()).close();
  EXPECT_EQ(json.text(), "[\n  null,\n  null\n]\n");
}

TEST(JsonWriter, QuotesWhatJsonNeedsQuoted) {
  EXPECT_EQ(json_quoted("a\"b\\c\n\t\r\x01\xc3\xa9"), R"("a\"b\\c\n\t\r\u0001)"
                                                      "\xc3\xa9\"");
}

/// Whatever is read and written again reads as the same, huge numbers too.
TEST(JsonText, IsAFixedPoint) {
  const auto source = std::make_shared<const Source>();
  for (const char* text :
       {"[99999999999999999999, 12345678901234567890, 18446744073709551615, -9223372036854775809]",
        "[1e3, 1.0, -0.5, 1e-7, 9007199254740993, 1e22, 123456789.125]",
        R"({"b": {"x": null}, "a": [[], {}, "\u0001é"], "": true})"}) {
    const std::string once = json_text(parse_json(text, source));
    EXPECT_EQ(json_text(parse_json(once, source)), once);
  }
  const JsonValue huge = parse_json("[99999999999999999999]", source);
  EXPECT_EQ(json_text(huge), "[\n  1e+20\n]\n");
}

}  // namespace
}  // namespace engram::sim
