#include <gtest/gtest.h>

#include <cmath>

#include "sim/config/spatial_config.hpp"

namespace engram::sim {
namespace {

TEST(ZeroShares, TheirWeightedMeanIsTheShareAskedFor) {
  const std::vector<double> profile = {0.8, 0.3, 0.6}, weights = {100, 300, 50};
  for (const double zeros : {0.05, 0.4, 0.8, 0.975}) {
    const auto shares = shares_at_threshold(profile, weights, zeros);
    EXPECT_NEAR((100 * shares[0] + 300 * shares[1] + 50 * shares[2]) / 450, zeros, 1e-9);
    // Where more was 0 at one threshold, more is at another.
    EXPECT_GT(shares[0], shares[2]);
    EXPECT_GT(shares[2], shares[1]);
  }
}

TEST(ZeroShares, TheProfileComesBackAtItsOwnMean) {
  const std::vector<double> profile = {0.8, 0.3, 0.6}, weights = {100, 300, 50};
  const auto shares = shares_at_threshold(profile, weights, (80.0 + 90 + 30) / 450);
  for (std::size_t layer = 0; layer < profile.size(); ++layer) {
    EXPECT_NEAR(shares[layer], profile[layer], 1e-9);
  }
}

TEST(ZeroShares, OneLayerIsANormalDistributionCutAtAThreshold) {
  EXPECT_NEAR(shares_at_threshold({0.5}, {10}, 0.2)[0], 0.2, 1e-12);
  EXPECT_EQ(shares_at_threshold({0.5, 0.1}, {10, 10}, 0), (std::vector<double>{0, 0}));
}

}  // namespace
}  // namespace engram::sim
