#include <gtest/gtest.h>

#include <algorithm>

#include "tests/published/chip_of.hpp"
#include "tests/published/lif_traces.hpp"
#include "workloads/reference/reference.hpp"
#include "workloads/spikes/recording.hpp"

/// The LIF and Braille files of NIR on the chip.
namespace engram::published {
namespace {

class LifChip : public testing::TestWithParam<const char*> {};

/// Membranes that Norse and snnTorch recorded (EXPECTED.md section 7).
TEST_P(LifChip, FollowsTheRecordedMembrane) {
  const auto trace = lif_trace(std::string("lif_") + GetParam());
  if (trace.empty()) GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  const workloads::Network network = nir_network("lif_norse.nir", GetParam(), 1e-4);
  hw::Chip chip(chip_of(network, {Encoding::index, Sharing::none, 16}));
  hw::RunOptions options;
  options.timesteps = 1000;
  options.record_spikes = true;
  options.traced = {static_cast<std::uint32_t>(network.outputs().at(0))};
  const hw::SampleResult result = chip.run({chip_input(network, input_of(trace))}, options);
  for (std::size_t step = 0; step < trace.size(); ++step) {
    ASSERT_NEAR(result.traces[0][step], trace[step].membrane, 1e-5) << "step " << step;
  }
  std::vector<std::uint32_t> steps;
  for (const hw::OutputSpike& spike : result.spikes) steps.push_back(spike.timestep);
  EXPECT_EQ(steps, (std::vector<std::uint32_t>{460, 510, 710, 760}));
}

INSTANTIATE_TEST_SUITE_P(Tools, LifChip, testing::Values("norse", "snntorch"),
                         [](const auto& instance) { return std::string(instance.param); });

class BrailleChip : public testing::TestWithParam<const char*> {};

/// A recurrent network of CubaLIF neurons, on random input: the chip equals the plain simulator.
TEST_P(BrailleChip, EqualsTheReference) {
  const std::string file = "braille_noDelay_bias_zero.nir";
  if (!nir_present(file)) GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  const workloads::Network network = nir_network(file, GetParam(), 1e-4);
  const workloads::SpikeTrain train = workloads::poisson_train(12, 256, 200, 1000, 5, 0);
  const workloads::ReferenceResult expected = workloads::simulate_reference(network, {train}, 256);
  hw::Chip chip(chip_of(network, {Encoding::bitmap, Sharing::none, 17}));
  hw::RunOptions options;
  options.timesteps = 256;
  options.record_spikes = true;
  const hw::SampleResult result = chip.run({chip_input(network, train)}, options);
  std::vector<workloads::ReferenceSpike> found;
  for (const hw::OutputSpike& spike : result.spikes) {
    found.push_back({spike.population, spike.neuron, spike.timestep, spike.count});
  }
  std::vector<workloads::ReferenceSpike> wanted = expected.spikes;
  std::erase_if(wanted, [&](const workloads::ReferenceSpike& spike) {
    return network.graph[spike.population].step.model == workloads::NeuronModel::input;
  });
  std::sort(found.begin(), found.end());
  std::sort(wanted.begin(), wanted.end());
  EXPECT_EQ(found, wanted);
  EXPECT_GT(found.size(), 100U);
  EXPECT_EQ(result.synaptic_operations, expected.synaptic_operations);
}

INSTANTIATE_TEST_SUITE_P(Presets, BrailleChip, testing::Values("norse", "snntorch", "nir"),
                         [](const auto& instance) { return std::string(instance.param); });

}  // namespace
}  // namespace engram::published
