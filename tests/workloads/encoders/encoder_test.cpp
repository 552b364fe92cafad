#include "workloads/encoders/encoder.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace engram::workloads {
namespace {

using Events = std::vector<SpikeEvent>;

SpikeTrain encode(const std::string& name, const std::vector<double>& values,
                  const EncoderOptions& options) {
  return find_encoder(name)->encode(values, options);
}

TEST(IfEncoder, AddsComparesAndResets) {
  // 0.5: 0.5, 1.0 (not above 1), 1.5 -> spike; 1.0: spikes in every second step; 0: never.
  const SpikeTrain train = encode("if", {0.5, 1.0, 0.0, -3.0}, {.timesteps = 6});
  EXPECT_EQ(train.events, (Events{{1, 1, 1}, {2, 0, 1}, {3, 1, 1}, {5, 0, 1}, {5, 1, 1}}));
  EXPECT_EQ(train.neurons, 4U);
  EXPECT_EQ(train.timesteps, 6U);
  EXPECT_EQ(train.events_used, 5U);
  EXPECT_EQ(encode("if", {0.5}, {.threshold = 0.4, .timesteps = 2}).spikes(), 2U);
}

TEST(DirectThreshold, SpikesInEveryStepAboveIt) {
  const SpikeTrain train =
      encode("direct_threshold", {0.5, 0.6}, {.threshold = 0.5, .timesteps = 2});
  EXPECT_EQ(train.events, (Events{{0, 1, 1}, {1, 1, 1}}));
}

TEST(PoissonEncoder, HasTheRateOfTheValue) {
  const EncoderOptions options{
      .max_rate_hz = 200, .timestep_us = 1000, .timesteps = 50'000, .seed = 3};
  const SpikeTrain train = encode("poisson", {0.0, 0.5, 1.0}, options);
  std::vector<double> counts(3);
  for (const SpikeEvent& event : train.events) ++counts[event.neuron];
  EXPECT_EQ(counts[0], 0);
  for (const int neuron : {1, 2}) {
    const double p = -std::expm1(-0.1 * neuron);
    const double deviation = std::sqrt(50'000 * p * (1 - p));
    EXPECT_NEAR(counts[neuron], 50'000 * p, 5 * deviation);
  }
}

TEST(PoissonEncoder, DrawsAreKeyedNotSequenced) {
  EncoderOptions options{.max_rate_hz = 300, .timesteps = 20, .seed = 3, .sample = 4};
  const SpikeTrain train = encode("poisson", {0.5, 1.0}, options);
  options.timesteps = 40;
  const SpikeTrain longer = encode("poisson", {0.5, 1.0, 1.0}, options);
  Events begin;
  for (const SpikeEvent& event : longer.events) {
    if (event.timestep < 20 && event.neuron < 2) begin.push_back(event);
  }
  EXPECT_EQ(begin, train.events);
  options.sample = 5;
  EXPECT_NE(encode("poisson", {0.5, 1.0, 1.0}, options).events, longer.events);
}

TEST(Encoders, RefuseWhatTheyCannotTake) {
  for (const Encoder& encoder : encoders()) {
    EXPECT_EQ(find_encoder(encoder.name), &encoder);
    EXPECT_FALSE(encoder.summary.empty());
    EXPECT_THROW(encoder.encode({0.0, std::nan("")}, {.timesteps = 1}), std::invalid_argument);
    EXPECT_THROW(encoder.encode({HUGE_VAL}, {.timesteps = 1}), std::invalid_argument);
  }
  EXPECT_EQ(find_encoder("rate"), nullptr);
  try {
    encode("poisson", {0.0, -0.5}, {.timesteps = 1});
    FAIL() << "accepted";
  } catch (const std::invalid_argument& refused) {
    EXPECT_STREQ(refused.what(), "value 1: -0.500000 makes a rate below 0 (expected 0 or more)");
  }
}

}  // namespace
}  // namespace engram::workloads
