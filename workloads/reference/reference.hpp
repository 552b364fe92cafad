#pragma once

#include <vector>

#include "workloads/network/network.hpp"
#include "workloads/spikes/spike_train.hpp"

/// The plain reference simulator. It shares no arithmetic with hw/ and none with memory/: it walks
/// weights as the network holds them, neuron by neuron, so that a difference means something.
namespace engram::workloads {

struct ReferenceSpike {
  PopulationId population = 0;
  std::uint32_t neuron = 0, timestep = 0, count = 0;
  friend auto operator<=>(const ReferenceSpike&, const ReferenceSpike&) = default;
};

struct ReferenceResult {
  std::vector<ReferenceSpike> spikes;              ///< sorted by (population, timestep, neuron)
  std::vector<std::uint64_t> spike_counts;         ///< by population
  std::vector<std::uint64_t> synaptic_operations;  ///< by projection, DESIGN definition 5
  /// Membrane after each step (after reset) of every neuron of the populations asked for:
  /// trace[k][timestep * neurons + neuron]; in units of the network's own values.
  std::vector<std::vector<double>> traces;
};

/// Runs one sample from reset. inputs: one train for each of network.inputs(), in order.
ReferenceResult simulate_reference(const Network& network, const std::vector<SpikeTrain>& inputs,
                                   std::uint32_t timesteps,
                                   const std::vector<PopulationId>& traced = {});

}  // namespace engram::workloads
