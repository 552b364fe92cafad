#include <gtest/gtest.h>

#include "tests/published/lif_traces.hpp"
#include "workloads/reference/reference.hpp"

namespace engram::published {
namespace {

using workloads::Network;
using workloads::PopulationId;
using workloads::ReferenceResult;
using workloads::SpikeTrain;

std::vector<std::uint32_t> spike_steps(const ReferenceResult& result, PopulationId population) {
  std::vector<std::uint32_t> steps;
  for (const workloads::ReferenceSpike& spike : result.spikes) {
    if (spike.population == population) steps.push_back(spike.timestep);
  }
  return steps;
}

class LifReference : public testing::TestWithParam<const char*> {};

/// lif_norse.nir against the membranes that the tools recorded (EXPECTED.md section 7).
TEST_P(LifReference, FollowsTheRecordedMembrane) {
  const auto trace = lif_trace(std::string("lif_") + GetParam());
  if (trace.empty()) GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  ASSERT_EQ(trace.size(), 1000U);
  const Network network = nir_network("lif_norse.nir", GetParam(), 1e-4);
  const PopulationId neuron = network.outputs().at(0);
  const ReferenceResult result = simulate_reference(network, {input_of(trace)}, 1000, {neuron});
  for (std::size_t step = 0; step < trace.size(); ++step) {
    ASSERT_NEAR(result.traces[0][step], trace[step].membrane, 1e-5) << "step " << step;
  }
  EXPECT_EQ(spike_steps(result, neuron), (std::vector<std::uint32_t>{460, 510, 710, 760}));
}

INSTANTIATE_TEST_SUITE_P(Tools, LifReference, testing::Values("norse", "snntorch"),
                         [](const auto& instance) { return std::string(instance.param); });

/// A leak above the threshold: two_lif_neurons.nir spikes without input (EXPECTED.md section 11),
/// with forward Euler at 1 ms. v = 1.2 (1 - 0.9^n) passes 1 after 18 steps.
TEST(TwoLifReference, SpikesEvery18StepsWithoutInput) {
  if (!nir_present("two_lif_neurons.nir")) {
    GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  }
  const Network network = nir_network("two_lif_neurons.nir", "norse", 1e-3);
  SpikeTrain silence;
  silence.neurons = 1;
  silence.timesteps = 180;
  const ReferenceResult result = simulate_reference(network, {silence}, 180);
  std::vector<std::uint32_t> expected;
  for (std::uint32_t step = 17; step < 180; step += 18) expected.push_back(step);
  EXPECT_EQ(spike_steps(result, network.find("lif1").value()), expected);
  EXPECT_TRUE(spike_steps(result, network.find("lif2").value()).empty());
}

}  // namespace
}  // namespace engram::published
