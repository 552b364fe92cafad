#include <gtest/gtest.h>

#include "tests/published/ranc_bench.hpp"
#include "workloads/reference/reference.hpp"

/// Importer, packets and the integer neuron of RANC are right when the plain simulator puts out
/// what the hardware's test bench expects.
namespace engram::published {
namespace {

TEST(RancReference, PutsOutTheRecordedPackets) {
  if (!ranc_data_present()) GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  const workloads::RancNetwork ranc = ranc_network();
  const workloads::SpikeTrain train = ranc_packets(ranc.network);
  EXPECT_EQ(train.events_used, 1367U);
  const auto result = workloads::simulate_reference(ranc.network, {train}, ranc_timesteps);
  std::vector<RancSpike> spikes;
  for (const workloads::ReferenceSpike& spike : result.spikes) {
    EXPECT_EQ(spike.count, 1U);
    spikes.push_back({spike.population, spike.neuron, spike.timestep});
  }
  expect_recorded(groups_of(ranc, spikes));
}

/// 5 of the 12 cores are used; every axon's row is stored once.
TEST(RancReference, StoresEveryConnectionOnce) {
  if (!ranc_data_present()) GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  const workloads::RancNetwork ranc = ranc_network();
  EXPECT_EQ(boost::num_vertices(ranc.network.graph), 1U + 5);
  EXPECT_EQ(ranc.outputs.size(), 250U);
  std::uint64_t synapses = 0;
  for (const auto& id : ranc.network.projections()) {
    synapses += workloads::synapse_count(ranc.network.graph[id]);
  }
  // Ones in the connection fields of cores 0 to 4.
  EXPECT_EQ(synapses, 7812U + 7421 + 7352 + 7760 + 28351);
}

}  // namespace
}  // namespace engram::published
