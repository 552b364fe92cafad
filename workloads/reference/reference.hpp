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
  /// Of every population with neurons, sorted by (population, timestep, neuron); the input trains
  /// are not repeated here.
  std::vector<ReferenceSpike> spikes;
  /// By population, counts added up; of an input, what its train brought in the run's timesteps.
  std::vector<std::uint64_t> spike_counts;
  std::vector<std::uint64_t> synaptic_operations;  ///< by projection, DESIGN definition 5
  /// Membrane after each step (after reset) of every neuron of the populations asked for:
  /// trace[k][timestep * neurons + neuron]; in units of the network's own values, that is
  /// Population::unit times the state (and 2^-fraction_bits in fixed point).
  std::vector<std::vector<double>> traces;
};

/// Runs one sample from reset (all state 0). inputs: one train for each of network.inputs(), in
/// order; events from `timesteps` on are not used. Synaptic operations count when a spike arrives,
/// so one still under way in a delay at the end of the run does not.
///
/// Throws NetworkFault: a loop without delay, a population that mixes float32 and quantized inputs
/// or computes in fixed point on float32, multi-spike with a threshold that is not positive.
/// Throws std::invalid_argument: trains that do not fit the inputs, are not sorted or have a count
/// of 0, a traced population that does not exist or has no membrane. Throws std::overflow_error: a
/// neuron that emits 2^32 - 1 spikes or more in a step.
ReferenceResult simulate_reference(const Network& network, const std::vector<SpikeTrain>& inputs,
                                   std::uint32_t timesteps,
                                   const std::vector<PopulationId>& traced = {});

}  // namespace engram::workloads
