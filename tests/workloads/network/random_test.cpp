#include "workloads/network/random.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>

namespace engram::workloads {
namespace {

TEST(Random, BitsAreThoseOfTheDefinition) {
  // From an implementation of the definition in Python's integers.
  EXPECT_EQ(random_bits(0, 0, 0, 0), 0x2130748aaac80268ULL);
  EXPECT_EQ(random_bits(1, 2, 3, 4), 0xd55ccd4aeb3ccafbULL);
  EXPECT_EQ(random_bits(~0ULL, 0, ~0ULL, 1), 0xe9629073f6100734ULL);
  EXPECT_EQ(random_bits(42, 0, 0, 7), 0x41ebdb34bedb6dcdULL);
  EXPECT_EQ(random_unit(1, 2, 3, 4), 0x1.aab99a95d6799p-1);
}

TEST(Random, AStreamDrawsTheBitsOfItsKeyInTurn) {
  RandomStream stream(5, 6);
  for (std::uint64_t k = 0; k < 100; ++k) EXPECT_EQ(stream.bits(), random_bits(5, 6, k, 0));
}

TEST(Random, DrawsBeyondTheLargestMultipleAreLeftOut) {
  constexpr std::uint64_t largest = ~std::uint64_t{0}, n = largest / 2 + 2;  // about half are
  RandomStream stream(5, 6), bits(5, 6);
  for (int k = 0; k < 100; ++k) {
    std::uint64_t draw = bits.bits();
    while (draw >= largest - largest % n) draw = bits.bits();
    EXPECT_EQ(stream.below(n), draw % n);
  }
}

TEST(Random, DrawsTogetherAreThoseOneByOne) {
  constexpr std::uint64_t one = 1;
  std::array<std::uint64_t, RandomStream::kFalling> draws;
  for (const std::uint64_t n :
       {std::uint64_t{256}, std::uint64_t{20000}, std::uint64_t{100'000'000}, one << 32, one << 40,
        one << 55, one << 61, one << 62, one << 63, ~std::uint64_t{0}}) {
    RandomStream together(7, n), alone(7, n);
    for (int block = 0; block < 40; ++block) {
      together.below_falling(n, draws);
      for (std::uint64_t k = 0; k < draws.size(); ++k) ASSERT_EQ(draws[k], alone.below(n - k)) << n;
    }
    EXPECT_EQ(together.bits(), alone.bits());
  }
}

TEST(Random, NamesHashAsPublished) {
  // FNV-1a test vectors (Fowler, Noll, Vo; RFC draft eastlake-fnv).
  EXPECT_EQ(hash_name(""), 0xcbf29ce484222325ULL);
  EXPECT_EQ(hash_name("a"), 0xaf63dc4c8601ec8cULL);
  EXPECT_EQ(hash_name("foobar"), 0x85944171f73967e8ULL);
}

TEST(Random, EveryPartOfTheKeyMatters) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t value = 0; value < 100; ++value) {
    seen.insert(random_bits(value, 1000, 1000, 1000));
    seen.insert(random_bits(1000, value, 1000, 1000));
    seen.insert(random_bits(1000, 1000, value, 1000));
    seen.insert(random_bits(1000, 1000, 1000, value));
  }
  EXPECT_EQ(seen.size(), 400U);
}

TEST(Random, UnitIsUniform) {
  constexpr int draws = 100000, bins = 20;
  RandomStream stream(1, 2);
  std::array<int, bins> counts{};
  double sum = 0;
  for (int draw = 0; draw < draws; ++draw) {
    const double unit = stream.unit();
    ASSERT_GE(unit, 0.0);
    ASSERT_LT(unit, 1.0);
    sum += unit;
    ++counts[static_cast<std::size_t>(unit * bins)];
  }
  EXPECT_NEAR(sum / draws, 0.5, 4 * std::sqrt(1.0 / 12 / draws));
  double chi_squared = 0;
  for (const int count : counts) {
    chi_squared += std::pow(count - draws / bins, 2) / (double{draws} / bins);
  }
  EXPECT_LT(chi_squared, 43.8);  // 19 degrees of freedom, one in a thousand
}

TEST(Random, BelowReachesAllAndNoMore) {
  RandomStream stream(3, 4);
  std::array<int, 7> counts{};
  for (int draw = 0; draw < 70000; ++draw) ++counts.at(stream.below(7));
  for (const int count : counts) EXPECT_NEAR(count, 10000, 400);
  for (int draw = 0; draw < 100; ++draw) EXPECT_EQ(stream.below(1), 0U);
}

TEST(Random, BelowIsNotBiasedWhereTheRangeDoesNotDivide) {
  // With a plain remainder the lower half would come up twice as often as the upper.
  constexpr std::uint64_t range = 3ULL << 62;
  RandomStream stream(5, 6);
  int low = 0;
  for (int draw = 0; draw < 30000; ++draw) {
    if (stream.below(range) < 1ULL << 62) ++low;
  }
  EXPECT_NEAR(low, 10000, 400);
}

TEST(Random, NormalHasItsMoments) {
  constexpr int draws = 200000;
  RandomStream stream(7, 8);
  double sum = 0, squares = 0, cubes = 0, fourths = 0;
  for (int draw = 0; draw < draws; ++draw) {
    const double x = stream.normal();
    ASSERT_TRUE(std::isfinite(x));
    sum += x;
    squares += x * x;
    cubes += x * x * x;
    fourths += x * x * x * x;
  }
  EXPECT_NEAR(sum / draws, 0.0, 0.01);
  EXPECT_NEAR(squares / draws, 1.0, 0.015);
  EXPECT_NEAR(cubes / draws, 0.0, 0.04);
  EXPECT_NEAR(fourths / draws, 3.0, 0.1);
}

TEST(Random, StreamsAreReproducibleAndApart) {
  RandomStream first(1, 2), again(1, 2), other(1, 3);
  bool differs = false;
  for (int draw = 0; draw < 10; ++draw) {
    const std::uint64_t bits = first.bits();
    EXPECT_EQ(bits, again.bits());
    differs = differs || bits != other.bits();
  }
  EXPECT_TRUE(differs);
}

}  // namespace
}  // namespace engram::workloads
