#include <gtest/gtest.h>

#include "tests/published/chip_of.hpp"
#include "tests/published/ranc_bench.hpp"
#include "workloads/reference/reference.hpp"

/// The test bench through the SystemC chip: one-bit crossbars as in RANC and lists of synapses,
/// with a core for each of RANC's and with cores of other sizes.
namespace engram::published {
namespace {

class RancChip : public testing::TestWithParam<Placement> {};

TEST_P(RancChip, PutsOutTheRecordedPackets) {
  if (!ranc_data_present()) GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  const workloads::RancNetwork ranc = ranc_network();
  const workloads::SpikeTrain train = ranc_packets(ranc.network);
  hw::Chip chip(chip_of(ranc.network, GetParam()));
  hw::RunOptions options;
  options.timesteps = ranc_timesteps;
  options.record_spikes = true;
  const hw::SampleResult result = chip.run({chip_input(ranc.network, train)}, options);
  std::vector<RancSpike> spikes;
  for (const hw::OutputSpike& spike : result.spikes) {
    spikes.push_back({spike.population, spike.neuron, spike.timestep});
  }
  expect_recorded(groups_of(ranc, spikes));
  const auto reference = workloads::simulate_reference(ranc.network, {train}, ranc_timesteps);
  EXPECT_EQ(result.synaptic_operations, reference.synaptic_operations);
  // Every event reads its axon's type, and at least a word of a table for each that has synapses.
  for (std::size_t projection = 0; projection < result.words.size(); ++projection) {
    const auto& words = result.words[projection];
    EXPECT_GE(words[static_cast<std::size_t>(RegionKind::axon_types)], result.rows[projection]);
    EXPECT_GT(words[static_cast<std::size_t>(RegionKind::codebook)], 0U);
  }
}

INSTANTIATE_TEST_SUITE_P(Bench, RancChip,
                         testing::Values(Placement{Encoding::crossbar, Sharing::none, 256},
                                         Placement{Encoding::crossbar, Sharing::none, 100},
                                         Placement{Encoding::index, Sharing::none, 1024},
                                         Placement{Encoding::bitmap, Sharing::none, 300}),
                         [](const auto& instance) {
                           return std::string(to_string(instance.param.encoding)) +
                                  std::to_string(instance.param.core_neurons);
                         });

}  // namespace
}  // namespace engram::published
