#include <gtest/gtest.h>

#include <cmath>

#include "workloads/learn/wage_rounding.hpp"

namespace engram::workloads::learn {
namespace {

TEST(Grid, HasStepsOfItsBitsAndEndsOneBelowOne) {
  EXPECT_EQ(to_grid(0.3, 3), 0.25);
  EXPECT_EQ(to_grid(-0.375, 3), -0.5);  // a half: away from 0
  EXPECT_EQ(to_grid(0.625, 3), 0.75);
  EXPECT_EQ(to_grid(5.0, 3), 0.75);
  EXPECT_EQ(to_grid(-5.0, 3), -0.75);
  EXPECT_EQ(to_grid(0.1F, 3), 0.0F);
}

TEST(Grid, PowersOfTwoAreNearestInTheLogarithm) {
  EXPECT_EQ(nearest_power_of_two(1), 1);
  EXPECT_EQ(nearest_power_of_two(1.41), 1);
  EXPECT_EQ(nearest_power_of_two(1.42), 2);
  EXPECT_EQ(nearest_power_of_two(3), 4);
  EXPECT_EQ(nearest_power_of_two(0.7), 0.5);
}

TEST(Grid, ErrorsShareTheScaleOfTheLargest) {
  std::vector<double> errors{100, -33, 9, 0};  // 2^round(log2 100) = 128; steps of 128 / 8 = 16
  errors_to_grid(errors.data(), errors.size(), 4);
  EXPECT_EQ(errors, (std::vector<double>{96, -32, 16, 0}));
  std::vector<double> none{0, 0};
  errors_to_grid(none.data(), none.size(), 4);
  EXPECT_EQ(none, (std::vector<double>{0, 0}));
}

TEST(WeightSteps, AreWholeMultiplesAndRightInTheMean) {
  constexpr std::size_t count = 20000;
  std::vector<float> gradients(count, 0.3F);
  gradients[0] = 1;
  gradients_to_steps(gradients.data(), count, 1, 8, {1, 2, 3});
  double sum = 0;
  for (std::size_t k = 1; k < count; ++k) {
    EXPECT_TRUE(gradients[k] == 0 || gradients[k] == 0x1p-7F) << gradients[k];
    sum += static_cast<double>(gradients[k]);
  }
  EXPECT_EQ(gradients[0], 0x1p-7F);  // 1 is whole
  EXPECT_NEAR(sum / (count - 1), 0.3 * 0x1p-7, 4 * std::sqrt(0.21 / count) * 0x1p-7);
}

TEST(WeightSteps, AreDrawnByProjectionAndStep) {
  const auto drawn = [](const StochasticRounding& key) {
    std::vector<float> gradients(100, -0.5F);
    gradients[0] = 1;
    gradients_to_steps(gradients.data(), gradients.size(), 1, 8, key);
    return gradients;
  };
  EXPECT_EQ(drawn({1, 2, 3}), drawn({1, 2, 3}));
  EXPECT_NE(drawn({1, 2, 3}), drawn({1, 2, 4}));
  EXPECT_NE(drawn({1, 2, 3}), drawn({1, 3, 3}));
  EXPECT_NE(drawn({1, 2, 3}), drawn({2, 2, 3}));
}

}  // namespace
}  // namespace engram::workloads::learn
