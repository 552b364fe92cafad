#include <gtest/gtest.h>

#include "energy/memory_price.hpp"
#include "small_table.hpp"

namespace engram::energy {
namespace {

TEST(RegisterMemory, WordsTimesTheRowsOfOneWord) {
  const MemoryPrice price = price_memory(small_table(), {100, 8, 1, 1, true});
  EXPECT_EQ(price.read, Energy::picojoules(0.1));
  EXPECT_EQ(price.write, Energy::picojoules(0.2));
  EXPECT_DOUBLE_EQ(price.area_um2, 40000);
  EXPECT_DOUBLE_EQ(price.leakage_nw, 400);
  EXPECT_EQ(price.min_period_ps, 0u);
  EXPECT_EQ(price.composition, "100 x 8 flip-flops");
  EXPECT_EQ(price.provenance.method, Method::synthesised);
  EXPECT_EQ(price.read_provenance.method, Method::assumed);
}

TEST(RegisterMemory, WidthsBetweenAreInterpolatedAndBeyondRefused) {
  const MemoryPrice price = price_memory(small_table(), {1, 20, 1, 1, true});
  EXPECT_EQ(price.write, Energy::picojoules(0.5));
  EXPECT_DOUBLE_EQ(price.area_um2, 1000);
  EXPECT_THROW(price_memory(small_table(), {1, 33, 1, 1, true}), MissingRow);
}

}  // namespace
}  // namespace engram::energy
