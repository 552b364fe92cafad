#include <gtest/gtest.h>

#include <cmath>

#include "learning_net.hpp"

/// Stochastic rounding: unbiased, and the very numbers that the key gives.
namespace engram::workloads {
namespace {

using small_net::counts;
using small_net::train;

/// SplitMix64's output function, by Steele, Lea and Flood 2014.
std::uint64_t finalised(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x ^= x >> 30;
  x *= 0xBF58476D1CE4E5B9ULL;
  x ^= x >> 27;
  x *= 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

/// The top `bits` bits of the number of (seed, projection, weight, timestep).
std::int64_t keyed(std::uint64_t seed, std::uint64_t projection, std::uint64_t weight,
                   std::uint64_t timestep, unsigned bits) {
  const std::uint64_t of_projection = finalised(seed ^ finalised(projection));
  const std::uint64_t number = finalised(finalised(of_projection ^ weight) ^ timestep);
  return static_cast<std::int64_t>(number >> (64 - bits));
}

constexpr std::uint32_t kInputs = 3, kNeurons = 2000;

/// Projection 1, from kInputs onto kNeurons readouts, which all want a spike: g = -16 * 64 for
/// every synapse, a fraction of 2^rate_shift.
std::vector<std::int32_t> learned(unsigned rate_shift, std::uint64_t seed, std::uint32_t timesteps,
                                  std::int64_t error_gain) {
  Network network;
  const PopulationId in = network.add(small_net::input("in", {kInputs, 1, 1}));
  const PopulationId out = network.add(small_net::readout("out", {kNeurons, 1, 1}));
  network.connect(in, out,
                  small_net::levels("still", kInputs, kNeurons,
                                    std::vector<std::int32_t>(kInputs * kNeurons, 0)));
  network.connect(in, out,
                  small_net::levels("learns", kInputs, kNeurons,
                                    std::vector<std::int32_t>(kInputs * kNeurons, 1)));
  LearningTask task = small_net::task(LearningRule::backprop, {0, 1}, rate_shift);
  task.targeted = {out};
  task.rounding = StepRounding::stochastic;
  task.seed = seed;
  task.error_gain = error_gain;
  LearningSample sample{
      {train(kInputs, timesteps, {})}, {train(kNeurons, timesteps, {})}, timesteps};
  for (std::uint32_t t = 0; t < timesteps; ++t) {
    for (std::uint32_t i = 0; i < kInputs; ++i) sample.inputs[0].events.push_back({t, i, 1});
    for (std::uint32_t j = 0; j < kNeurons; ++j) sample.targets[0].events.push_back({t, j, 1});
  }
  return learn_reference(network, task, {sample}).levels[1].levels;
}

TEST(ReferenceLearningRounding, TheKeyGivesTheNumbers) {
  constexpr unsigned shift = 12;
  constexpr std::uint64_t seed = 7;
  const std::vector<std::int32_t> found = learned(shift, seed, 2, 16);
  for (std::uint64_t i = 0; i < kInputs; ++i) {
    for (std::uint64_t j = 0; j < kNeurons; ++j) {
      std::int64_t level = 1;
      for (std::uint64_t t = 0; t < 2; ++t) {
        const std::int64_t drawn = -16 * 64 + keyed(seed, 1, i << 32 | j, t, shift);
        level -= drawn < 0 ? -1 : 0;  // floor of a fraction above -1
      }
      ASSERT_EQ(found[j * kInputs + i], level) << i << " -> " << j;
    }
  }
  EXPECT_NE(found, learned(shift, seed + 1, 2, 16));
}

/// Steps of 1024 / 4096: a Bernoulli of 1/4, so its mean over 6000 lies within 4 sigma.
TEST(ReferenceLearningRounding, TheMeanIsTheExactStep) {
  const std::vector<std::int32_t> found = learned(12, 3, 1, 16);
  double sum = 0;
  for (const std::int32_t level : found) sum += level - 1;
  const double sigma = std::sqrt(0.25 * 0.75 / static_cast<double>(found.size()));
  EXPECT_NEAR(sum / static_cast<double>(found.size()), 0.25, 4 * sigma);
  EXPECT_GT(sum, 0);
}

/// A whole number of steps leaves nothing to chance.
TEST(ReferenceLearningRounding, WholeStepsAreTaken) {
  for (const std::int32_t level : learned(10, 3, 1, 16)) ASSERT_EQ(level, 2);
  for (const std::int32_t level : learned(0, 3, 1, 1)) ASSERT_EQ(level, 65);
}

/// Shared kernels are drawn by the index of the weight.
TEST(ReferenceLearningRounding, AKernelWeightHasOneKey) {
  Network network;
  const PopulationId in = network.add(small_net::input("in", {1, 1, 1}));
  const PopulationId out = network.add(small_net::readout("out", {kNeurons, 1, 1}));
  Projection conv = small_net::levels("conv", 1, kNeurons, std::vector<std::int32_t>(kNeurons, 1));
  ConvGeometry geometry;
  geometry.in_channels = geometry.in_height = geometry.in_width = 1;
  geometry.out_channels = kNeurons;
  geometry.out_height = geometry.out_width = 1;
  geometry.kernel_height = geometry.kernel_width = 1;
  conv.connection = Conv2d{geometry, weights(conv.connection)};
  network.connect(in, out, conv);
  LearningTask task = small_net::task(LearningRule::backprop, {1}, 12);
  task.targeted = {out};
  task.shared_kernel = {1};
  task.rounding = StepRounding::stochastic;
  LearningSample sample{{counts({1})}, {train(kNeurons, 1, {})}, 1};
  for (std::uint32_t j = 0; j < kNeurons; ++j) sample.targets[0].events.push_back({0, j, 1});
  const auto found = learn_reference(network, task, {sample}).levels[0].levels;
  for (std::uint64_t k = 0; k < kNeurons; ++k) {
    const bool up = -16 * 64 + keyed(task.seed, 0, k, 0, 12) < 0;
    ASSERT_EQ(found[k], up ? 2 : 1) << k;
  }
}

}  // namespace
}  // namespace engram::workloads
