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

/// A recorded trace, the preset that follows it, how closely its membrane, in which unit (the
/// network's values times this are the file's).
struct Tool {
  const char* trace;
  const char* preset;
  double tolerance;
  double unit = 1.0;
};

class LifReference : public testing::TestWithParam<Tool> {};

/// lif_norse.nir against the membranes that the tools recorded (EXPECTED.md section 7).
TEST_P(LifReference, FollowsTheRecordedMembrane) {
  const Tool& tool = GetParam();
  const auto trace = lif_trace(tool.trace);
  if (trace.empty()) GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  ASSERT_EQ(trace.size(), 1000U);
  const Network network = nir_network("lif_norse.nir", tool.preset, 1e-4);
  const PopulationId neuron = network.outputs().at(0);
  const ReferenceResult result = simulate_reference(network, {input_of(trace)}, 1000, {neuron});
  for (std::size_t step = 0; step < trace.size(); ++step) {
    ASSERT_NEAR(result.traces[0][step] * tool.unit, trace[step].membrane, tool.tolerance)
        << "step " << step;
  }
  EXPECT_EQ(spike_steps(result, neuron), spikes_of(trace));
  EXPECT_EQ(spikes_of(trace).size(), 4U);
}

/// The integer trace holds states, 64 a weight level and 256 levels a unit of the file.
INSTANTIATE_TEST_SUITE_P(Tools, LifReference,
                         testing::Values(Tool{"lif_norse", "norse", 1e-6},
                                         Tool{"lif_norse", "nir", 1e-6},
                                         Tool{"lif_snntorch", "snntorch", 2e-6},
                                         Tool{"lif_nengo", "nengo", 1e-6},
                                         Tool{"lif_exact", "exact", 6.25e-4},
                                         Tool{"lif_lava_cpu_fixed", "lava_fixed", 0, 64 * 256}),
                         [](const auto& instance) { return std::string(instance.param.preset); });

/// NIR.md section 6: no trace of these is here, their spike steps are.
TEST(LifReferenceSpikes, AreWhereTheToolsHadThem) {
  const auto trace = lif_trace("lif_norse");
  if (trace.empty()) GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  const std::vector<std::uint32_t> late{461, 511, 711, 761}, early{450, 500, 710, 760};
  const std::pair<const char*, std::vector<std::uint32_t>> tools[] = {{"lava", late},
                                                                      {"spyx", late},
                                                                      {"rockpool", early},
                                                                      {"sinabs", early},
                                                                      {"sinabs_single", early}};
  for (const auto& [preset, expected] : tools) {
    const Network network = nir_network("lif_norse.nir", preset, 1e-4);
    const ReferenceResult result = simulate_reference(network, {input_of(trace)}, 1000);
    EXPECT_EQ(spike_steps(result, network.outputs().at(0)), expected) << preset;
  }
}

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
