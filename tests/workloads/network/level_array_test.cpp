#include "workloads/network/level_array.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace engram::workloads {
namespace {

using Numbers = std::vector<std::int32_t>;

TEST(LevelArray, TakesAsManyBytesAsTheLargestLevelNeeds) {
  for (const auto& [level, bytes] : std::vector<std::pair<std::int32_t, unsigned>>{
           {0, 1},
           {127, 1},
           {-128, 1},
           {128, 2},
           {-129, 2},
           {32767, 2},
           {-32768, 2},
           {32768, 4},
           {-32769, 4},
           {std::numeric_limits<std::int32_t>::min(), 4}}) {
    const LevelArray levels{1, level, -1};
    EXPECT_EQ(levels.bytes_a_level(), bytes) << level;
    EXPECT_EQ(levels, (Numbers{1, level, -1}));
    LevelArray known;
    known.assign(3, 0, level);
    EXPECT_EQ(known.bytes_a_level(), bytes) << level;
  }
}

TEST(LevelArray, WideningKeepsWhatIsThere) {
  LevelArray levels{3, 0, -7};
  levels.set(1, 300);
  EXPECT_EQ(levels, (Numbers{3, 300, -7}));
  levels.push_back(-100000);
  EXPECT_EQ(levels, (Numbers{3, 300, -7, -100000}));
  levels.set(3, 5);
  EXPECT_EQ(levels.bytes_a_level(), 4U) << "never narrower again";
  EXPECT_EQ(levels, (LevelArray{3, 300, -7, 5})) << "the bytes do not count";
  EXPECT_NE(levels, (LevelArray{3, 300, -7, 6}));
  EXPECT_NE(levels, (LevelArray{3, 300, -7}));
  levels.clear();
  EXPECT_TRUE(levels.empty());
  levels.assign(2, 1);
  EXPECT_EQ(levels, (Numbers{1, 1}));
  EXPECT_EQ(levels.bytes_a_level(), 1U);
}

TEST(LevelArray, IsGoneThroughAsNumbers) {
  Numbers numbers(600);
  std::iota(numbers.begin(), numbers.end(), -300);
  const LevelArray levels(numbers);
  EXPECT_EQ(Numbers(levels.begin(), levels.end()), numbers);
  EXPECT_EQ(levels.size(), numbers.size());
  EXPECT_EQ(levels[0], -300);
}

}  // namespace
}  // namespace engram::workloads
