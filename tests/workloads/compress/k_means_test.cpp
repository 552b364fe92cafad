#include "workloads/compress/k_means.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "workloads/network/random.hpp"

namespace engram::workloads {
namespace {

TEST(KMeans, ByHand) {
  // Centres 1 and 8 beside the fixed 0. Midpoints 0.5 and 4.5: {-1, 0.2}, {2, 3}, {7, 9}.
  const KMeans found = k_means({-1, 0.2, 2, 3, 7, 9}, {1, 8});
  EXPECT_EQ(found.centres, (std::vector<double>{2.5, 8}));
  ASSERT_EQ(found.objective.size(), 2U);
  EXPECT_NEAR(found.objective[0], 1 + 0.04 + 1 + 4 + 1 + 1, 1e-12);
  EXPECT_NEAR(found.objective[1], 1 + 0.04 + 0.25 + 0.25 + 1 + 1, 1e-12);
}

TEST(KMeans, FewDistinctValuesAreTheCentres) {
  const KMeans found = best_centres({-2, -2, 0.5, 0.5, 0.5, 3}, 7);
  EXPECT_EQ(found.centres, (std::vector<double>{-2, 0.5, 3}));
  EXPECT_EQ(found.objective.back(), 0.0);
}

TEST(KMeans, ACentreWithoutValuesStays) {
  EXPECT_EQ(k_means({5, 6}, {-3, 5}).centres, (std::vector<double>{-3, 5.5}));
}

std::vector<double> heavy_tailed(RandomStream& random, std::size_t n) {
  std::vector<double> values(n);
  for (double& value : values) {
    value = random.normal() * std::exp(1.5 * random.normal());  // log-normal sizes
  }
  std::sort(values.begin(), values.end());
  return values;
}

TEST(KMeans, TheObjectiveNeverGrowsAndBeatsUniformLevels) {
  RandomStream random(11, 2);
  for (int trial = 0; trial < 60; ++trial) {
    const std::vector<double> values = heavy_tailed(random, 50 + random.below(2000));
    const auto bits = static_cast<unsigned>(2 + random.below(5));
    const std::size_t entries = (std::size_t{1} << bits) - 1;
    const KMeans found = best_centres(values, entries);
    EXPECT_LE(found.centres.size(), entries);
    EXPECT_TRUE(std::is_sorted(found.centres.begin(), found.centres.end()));
    for (std::size_t k = 1; k < found.objective.size(); ++k) {
      EXPECT_LE(found.objective[k], found.objective[k - 1]);
    }
    const double top = (1 << (bits - 1)) - 1;
    const double scale = std::max(std::fabs(values.front()), values.back()) / top;
    double uniform = 0;
    for (const double v : values) {
      const double error = v - std::nearbyint(v / scale) * scale;
      uniform += error * error;
    }
    EXPECT_LT(found.objective.back(), uniform) << bits << " bits, " << values.size() << " values";
  }
}

}  // namespace
}  // namespace engram::workloads
