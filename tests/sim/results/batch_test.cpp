#include <gtest/gtest.h>

#include "sim/results/distribution.hpp"
#include "sim/results/summary.hpp"

namespace engram::sim {
namespace {

/// Values from numpy.percentile(x, [25, 50, 75]).
TEST(Distribution, QuartilesInterpolateAsNumpy) {
  const Distribution four = distribution({4, 1, 3, 2});
  EXPECT_DOUBLE_EQ(four.least, 1);
  EXPECT_DOUBLE_EQ(four.first_quartile, 1.75);
  EXPECT_DOUBLE_EQ(four.median, 2.5);
  EXPECT_DOUBLE_EQ(four.third_quartile, 3.25);
  EXPECT_DOUBLE_EQ(four.most, 4);
  EXPECT_DOUBLE_EQ(four.mean, 2.5);
  const Distribution five = distribution({10, 0, 2, 100, 3});
  EXPECT_DOUBLE_EQ(five.first_quartile, 2);
  EXPECT_DOUBLE_EQ(five.median, 3);
  EXPECT_DOUBLE_EQ(five.third_quartile, 10);
  EXPECT_DOUBLE_EQ(five.mean, 23);
}

TEST(Distribution, OneValueAndNone) {
  EXPECT_DOUBLE_EQ(distribution({7}).first_quartile, 7);
  EXPECT_DOUBLE_EQ(distribution({7}).most, 7);
  EXPECT_DOUBLE_EQ(distribution({}).mean, 0);
}

TEST(Predicted, LargestCountLowestIndexOrLargestReadout) {
  Summary summary;
  summary.output_spikes = {1, 5, 5};
  EXPECT_EQ(predicted(summary), 1);
  summary.output_spikes = {0, 0};
  EXPECT_EQ(predicted(summary), -1);
  summary.output_spikes.clear();
  summary.readout_max = {-2, -0.5, -1};
  EXPECT_EQ(predicted(summary), 1);
  summary.readout_max.clear();
  EXPECT_EQ(predicted(summary), -1);
}

}  // namespace
}  // namespace engram::sim
