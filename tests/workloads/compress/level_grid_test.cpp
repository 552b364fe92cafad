#include "workloads/compress/level_grid.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "workloads/network/random.hpp"

namespace engram::workloads {
namespace {

const WeightFormat kUniform{WeightKind::uniform, 3};      // -3 .. 3
const WeightFormat kPowers{WeightKind::power_of_two, 3};  // 0, 1, 2, 4

double rounded(const WeightFormat& format, double x) {
  return nearest(levels_around(format, x), x);
}

TEST(LevelGrid, UniformRoundsTiesToEvenAndClips) {
  for (const auto& [x, level] : std::vector<std::pair<double, double>>{{0, 0},
                                                                       {0.5, 0},
                                                                       {1.5, 2},
                                                                       {2.5, 2},
                                                                       {-0.5, 0},
                                                                       {-1.5, -2},
                                                                       {2.6, 3},
                                                                       {9, 3},
                                                                       {-9, -3}}) {
    EXPECT_EQ(rounded(kUniform, x), level) << x;
  }
  EXPECT_FALSE(clips(kUniform, 3.4));
  EXPECT_TRUE(clips(kUniform, -3.6));
}

TEST(LevelGrid, PowersRoundToTheNearerPower) {
  for (const auto& [x, level] : std::vector<std::pair<double, double>>{{0, 0},
                                                                       {0.5, 0},
                                                                       {0.51, 1},
                                                                       {1, 1},
                                                                       {1.49, 1},
                                                                       {1.5, 2},
                                                                       {2.9, 2},
                                                                       {3, 4},
                                                                       {-3, -4},
                                                                       {-0.4, 0},
                                                                       {-1.2, -1},
                                                                       {4, 4},
                                                                       {100, 4},
                                                                       {-100, -4}}) {
    EXPECT_EQ(rounded(kPowers, x), level) << x;
  }
  EXPECT_FALSE(clips(kPowers, 5.9));
  EXPECT_TRUE(clips(kPowers, 6));
}

TEST(LevelGrid, ListsRoundToTheNearerEntry) {
  const std::vector<std::int32_t> list{-9, -2, 0, 5};
  for (const auto& [x, level] : std::vector<std::pair<double, double>>{
           {-20, -9}, {-5.6, -9}, {-5.4, -2}, {-2, -2}, {-0.9, 0}, {2.4, 0}, {2.6, 5}, {7, 5}}) {
    EXPECT_EQ(nearest(levels_around(list, x), x), level) << x;
  }
}

TEST(LevelGrid, StochasticRoundingIsUnbiased) {
  constexpr int draws = 20000;
  RandomStream random(7, 1);
  for (const WeightFormat& format : {kUniform, kPowers}) {
    for (const double x : {0.1, 0.5, -0.3, 1.7, 2.2, -2.9}) {
      const Bracket around = levels_around(format, x);
      double sum = 0;
      for (int k = 0; k < draws; ++k) sum += stochastic(around, x, random.unit());
      const double p = (x - around.low) / (around.high - around.low);
      const double sigma = (around.high - around.low) * std::sqrt(p * (1 - p) / draws);
      EXPECT_NEAR(sum / draws, x, 5 * sigma) << to_string(format) << " " << x;
    }
    EXPECT_EQ(stochastic(levels_around(format, 2.0), 2.0, 0.999), 2.0) << "a level stays";
    EXPECT_EQ(stochastic(levels_around(format, 99.0), 99.0, 0.0), max_level(format));
  }
}

}  // namespace
}  // namespace engram::workloads
