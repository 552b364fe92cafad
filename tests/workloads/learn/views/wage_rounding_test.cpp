#include "workloads/learn/wage_rounding.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace engram::workloads {
namespace {

using Floats = std::vector<float>;

TEST(WageRounding, StepsAndClip) {
  Floats values{0.3F, 0.1F, -0.125F, 0.375F, 5.0F, -1.0F};
  round_to_step(values, 3);  // step 0.25, range +-0.75
  EXPECT_EQ(values, (Floats{0.25, 0, 0, 0.5, 0.75, -0.75})) << "ties to even steps";
}

TEST(WageRounding, ErrorsTakeAPowerOfTwo) {
  Floats errors{0.01F, -0.03F, 0.002F};
  EXPECT_EQ(scale_exponent(errors), -5) << "log2 0.03 = -5.06";
  EXPECT_EQ(round_errors(errors, 4), -5);
  EXPECT_EQ(errors, (Floats{0.375, -0.875, 0.125})) << "0.32, -0.96, 0.064 in steps of 1/8";
  Floats none{0, 0};
  EXPECT_EQ(round_errors(none, 4), 0);
  EXPECT_EQ(none, (Floats{0, 0}));
}

TEST(WageRounding, GradientsBecomeWholeSteps) {
  Floats gradient{4.0F, -2.0F, 0.0F};
  round_gradient(gradient, 8, 1.0, {});
  EXPECT_EQ(gradient[0], 1.0F / 128) << "4 / 2^2 is one step, whatever the draw";
  EXPECT_TRUE(gradient[1] == 0 || gradient[1] == -1.0F / 128);
  EXPECT_EQ(gradient[2], 0.0F);
}

TEST(WageRounding, GradientsAreUnbiasedAndKeyed) {
  constexpr std::size_t n = 40000;
  Floats first(n, 0.3F);
  first[0] = 1.0F;
  Floats again = first, other = first;
  round_gradient(first, 8, 1.0, {5, 1, 7});
  round_gradient(again, 8, 1.0, {5, 1, 7});
  round_gradient(other, 8, 1.0, {5, 1, 8});
  EXPECT_EQ(first, again);
  EXPECT_NE(first, other);
  double sum = 0;
  for (std::size_t i = 1; i < n; ++i) sum += static_cast<double>(first[i]) * 128;
  const double sigma = std::sqrt(0.3 * 0.7 * (n - 1));
  EXPECT_NEAR(sum, 0.3 * (n - 1), 5 * sigma);
}

}  // namespace
}  // namespace engram::workloads
