#pragma once

#include <cstdint>
#include <vector>

#include "workloads/network/network.hpp"
#include "workloads/reference/reference.hpp"
#include "workloads/spikes/spike_train.hpp"

namespace engram::sim {

/// NeuroBench's workload metrics of one sample, straight from their definitions and the plain
/// reference simulator: counts, not yet divided.
struct IndependentMetrics {
  std::uint64_t macs = 0, accumulates = 0, dense = 0;
  std::uint64_t membrane_updates = 0;    ///< of spiking populations
  std::uint64_t active = 0, places = 0;  ///< outputs of spiking populations: not 0, all
};

/// `result` traces every population of `traced`, which has all that are no input, ascending.
IndependentMetrics independent_metrics(const workloads::Network& network,
                                       const std::vector<workloads::SpikeTrain>& trains,
                                       const workloads::ReferenceResult& result,
                                       const std::vector<workloads::PopulationId>& traced,
                                       std::uint32_t timesteps);

/// Populations that are no input.
std::vector<workloads::PopulationId> with_neurons(const workloads::Network& network);

}  // namespace engram::sim
