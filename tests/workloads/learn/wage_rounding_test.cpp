#include "workloads/learn/wage_rounding.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace engram::workloads::learn {
namespace {

using Floats = std::vector<float>;

TEST(WageRounding, StepsAndClip) {
  const Floats values{0.3F, 0.1F, -0.125F, 0.375F, 5.0F, -1.0F};
  Floats found;  // step 0.25, range +-0.75
  for (const float value : values) found.push_back(to_grid(value, 3));
  EXPECT_EQ(found, (Floats{0.25F, 0, -0.25F, 0.5F, 0.75F, -0.75F})) << "halves away from 0";
}

TEST(WageRounding, ErrorsTakeAPowerOfTwo) {
  EXPECT_EQ(nearest_power_of_two(0.03), 1.0 / 32) << "log2 0.03 = -5.06";
  EXPECT_EQ(nearest_power_of_two(0.0225), 1.0 / 32) << "log2 0.0225 = -5.47";
  EXPECT_EQ(nearest_power_of_two(0.0215), 1.0 / 64) << "log2 0.0215 = -5.54";
  Floats errors{0.01F, -0.03F, 0.002F};
  errors_to_grid(errors.data(), errors.size(), 4);
  EXPECT_EQ(errors, (Floats{0.375F / 32, -0.875F / 32, 0.125F / 32}))
      << "0.32, -0.96, 0.064 in steps of 1/8";
  Floats none{0, 0};
  errors_to_grid(none.data(), none.size(), 4);
  EXPECT_EQ(none, (Floats{0, 0}));
}

TEST(WageRounding, GradientsBecomeWholeSteps) {
  Floats gradient{4.0F, -2.0F, 0.0F};
  gradients_to_steps(gradient.data(), gradient.size(), 1.0, 8, {});
  EXPECT_EQ(gradient[0], 1.0F / 128) << "4 / 2^2 is one step, whatever the draw";
  EXPECT_TRUE(gradient[1] == 0 || gradient[1] == -1.0F / 128);
  EXPECT_EQ(gradient[2], 0.0F);
}

TEST(WageRounding, GradientsAreUnbiasedAndKeyed) {
  constexpr std::size_t n = 40000;
  Floats first(n, -0.3F);
  first[0] = 1.0F;
  Floats again = first, other = first;
  gradients_to_steps(first.data(), n, 1.0, 8, {5, 1, 7});
  gradients_to_steps(again.data(), n, 1.0, 8, {5, 1, 7});
  gradients_to_steps(other.data(), n, 1.0, 8, {5, 1, 8});
  EXPECT_EQ(first, again);
  EXPECT_NE(first, other);
  double sum = 0;
  for (std::size_t i = 1; i < n; ++i) sum += static_cast<double>(first[i]) * 128;
  const double sigma = std::sqrt(0.3 * 0.7 * (n - 1));
  EXPECT_NEAR(sum, -0.3 * (n - 1), 5 * sigma);
}

}  // namespace
}  // namespace engram::workloads::learn
