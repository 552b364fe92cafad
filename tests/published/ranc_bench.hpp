#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "workloads/ranc/import.hpp"
#include "workloads/spikes/spike_train.hpp"

/// RANC's test bench of 12 cores with its packets and recorded outputs (reference/real/EXPECTED.md
/// section 9).
namespace engram::published {

inline constexpr std::uint32_t ranc_timesteps = 20;

bool ranc_data_present();
workloads::RancNetwork ranc_network();
workloads::SpikeTrain ranc_packets(const workloads::Network& network);

/// Axons of the output bus that packets name in one tick, ascending, each as often as it comes.
using RancGroup = std::vector<std::uint32_t>;
/// The ten groups of tb_correct.txt.
std::vector<RancGroup> recorded_groups();

/// One spike of the run: population, neuron, timestep.
struct RancSpike {
  std::uint64_t population = 0;
  std::uint32_t neuron = 0, timestep = 0;
};
/// What leaves the grid, by timestep.
std::vector<RancGroup> groups_of(const workloads::RancNetwork& ranc,
                                 const std::vector<RancSpike>& spikes);

/// Expects 539 of 539 packets in ticks 2 to 11, none extra, and the numbers of the other ticks.
void expect_recorded(const std::vector<RancGroup>& groups);

}  // namespace engram::published
