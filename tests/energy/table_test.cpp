#include "energy/table.hpp"

#include <gtest/gtest.h>

#include "small_table.hpp"

namespace engram::energy {
namespace {

TEST(FindLogic, AnExactWidthIsTheRowItself) {
  const LogicRow row = find_logic(small_table(), "accumulate", "int", 16);
  EXPECT_EQ(row.energy, Energy::picojoules(0.5));
  EXPECT_EQ(row.provenance.method, Method::synthesised);
  EXPECT_EQ(row.provenance.derivation, "");
}

TEST(FindLogic, BetweenTwoWidthsItIsLinearAndSaysSo) {
  const LogicRow row = find_logic(small_table(), "accumulate", "int", 20);  // 16 -> 32, a quarter
  EXPECT_EQ(row.bits, 20u);
  EXPECT_EQ(row.energy, Energy::picojoules(0.75));
  EXPECT_DOUBLE_EQ(row.leakage_nw, 15);
  EXPECT_DOUBLE_EQ(row.area_um2, 1100);
  EXPECT_EQ(row.provenance.method, Method::assumed) << "the weaker of the two methods";
  EXPECT_EQ(row.provenance.source, "synthesis; judgement");
  EXPECT_EQ(row.provenance.derivation,
            "linear between 16 bits (synthesised) and 32 bits (assumed: half of it)");
  // The nearest widths count, not the first and last: 8 -> 16, half way.
  EXPECT_EQ(find_logic(small_table(), "accumulate", "int", 12).energy, Energy::picojoules(0.375));
}

std::string message(const std::string& operation, const std::string& variant, unsigned bits) {
  try {
    find_logic(small_table(), operation, variant, bits);
  } catch (const MissingRow& missing) {
    return missing.what();
  }
  return "found";
}

TEST(FindLogic, OutsideTheWidthsOrOfAnotherVariantItIsMissing) {
  EXPECT_EQ(message("accumulate", "int", 33),
            "energy table small: no row for accumulate / int at 33 bits (it has 16, 8, 32 bits)");
  EXPECT_NE(message("accumulate", "int", 7), "found");
  EXPECT_EQ(message("accumulate", "float32", 32),
            "energy table small: no row for accumulate / float32 at 32 bits (no width)");
  EXPECT_EQ(message("accumulate", "", 16),
            "energy table small: no row for accumulate at 16 bits (no width)");
  EXPECT_EQ(message("noc_hop", "", 32), "found");
}

TEST(Method, NamesGoBothWays) {
  for (int method = 0; method < kMethods; ++method) {
    EXPECT_EQ(method_from(to_string(static_cast<Method>(method))), static_cast<Method>(method));
  }
  EXPECT_FALSE(method_from("guessed").has_value());
}

}  // namespace
}  // namespace engram::energy
