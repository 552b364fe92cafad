#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "workloads/spikes/recording.hpp"

namespace engram::workloads {
namespace {

TEST(PoissonTrain, TheSameSeedDrawsTheSame) {
  const SpikeTrain a = poisson_train(50, 100, 40, 1000, 7, 2);
  EXPECT_EQ(a.events, poisson_train(50, 100, 40, 1000, 7, 2).events);
  EXPECT_NE(a.events, poisson_train(50, 100, 40, 1000, 8, 2).events);
  EXPECT_NE(a.events, poisson_train(50, 100, 40, 1000, 7, 3).events);
}

TEST(PoissonTrain, ADrawDependsOnNeuronAndTimestepOnly) {
  const SpikeTrain small = poisson_train(20, 50, 40, 1000, 7, 0);
  std::vector<SpikeEvent> part;
  for (const SpikeEvent& event : poisson_train(60, 80, 40, 1000, 7, 0).events) {
    if (event.neuron < 20 && event.timestep < 50) part.push_back(event);
  }
  EXPECT_EQ(part, small.events);
}

TEST(PoissonTrain, MeetsTheProbability) {
  for (const double rate : {1.0, 50.0, 700.0, 5000.0}) {
    const std::uint32_t neurons = 400, timesteps = 500;
    const double draws = double{neurons} * timesteps;
    const double p = 1 - std::exp(-rate * 1e-3);
    const SpikeTrain train = poisson_train(neurons, timesteps, rate, 1000, 1, 0);
    const double deviation = std::sqrt(draws * p * (1 - p));
    EXPECT_NEAR(static_cast<double>(train.spikes()), draws * p, 5 * deviation) << rate << " Hz";
    EXPECT_EQ(train.events_used, train.spikes());
  }
}

TEST(PoissonTrain, IsSortedAndSilentAtRateZero) {
  const SpikeTrain train = poisson_train(30, 30, 300, 1000, 5, 0);
  EXPECT_FALSE(train.events.empty());
  EXPECT_TRUE(std::is_sorted(train.events.begin(), train.events.end()));
  EXPECT_TRUE(poisson_train(30, 30, 0, 1000, 5, 0).events.empty());
}

TEST(PoissonTrain, RefusesNumbersThatAreNoRate) {
  EXPECT_THROW(poisson_train(1, 1, -1, 1000, 0, 0), std::invalid_argument);
  EXPECT_THROW(poisson_train(1, 1, std::nan(""), 1000, 0, 0), std::invalid_argument);
  EXPECT_THROW(poisson_train(1, 1, 1, 0, 0, 0), std::invalid_argument);
}

TEST(RegularTrain, SpikesAtPhaseAndEveryInterval) {
  const SpikeTrain train = regular_train(2, 10, 4, 1);
  const std::vector<SpikeEvent> expected{{1, 0, 1}, {1, 1, 1}, {5, 0, 1},
                                         {5, 1, 1}, {9, 0, 1}, {9, 1, 1}};
  EXPECT_EQ(train.events, expected);
  EXPECT_TRUE(regular_train(2, 10, 1, 10).events.empty());
  EXPECT_THROW(regular_train(2, 10, 0, 0), std::invalid_argument);
}

}  // namespace
}  // namespace engram::workloads
