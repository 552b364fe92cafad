#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "workloads/reference/neurons.hpp"
#include "workloads/reference/reference.hpp"
#include "workloads/reference/synapses.hpp"

/// One sample on one network, timestep by timestep.
namespace engram::workloads::reference {

/// Spikes of one population in one timestep, one count a neuron; empty: none at all.
using Spikes = std::vector<std::uint64_t>;

class Simulation {
 public:
  /// `network` must outlive this. Its levels may change between timesteps: they are read anew in
  /// each.
  Simulation(const Network& network, std::uint32_t timesteps);

  /// The train of an input population; events from the last timestep on are not used.
  void feed(PopulationId id, const SpikeTrain& train, std::uint32_t timesteps);
  /// One timestep of one population, after those that reach it without delay.
  void step(PopulationId id, std::uint32_t timestep);
  /// Appends the membranes of a population, in units of the network's own values.
  void trace(PopulationId id, std::vector<double>& into) const;
  /// Drops spikes that no delay can bring up any more: long runs of large maps would fill the
  /// memory. Called at the end of every timestep.
  void forget(std::uint32_t timestep);

  /// What a population emitted in a timestep that is not forgotten.
  const Spikes& spikes(PopulationId id, std::uint32_t timestep) const {
    return states_[id].history[timestep];
  }
  /// Membrane minus threshold at the last comparison of a neuron (NeuronState::distance).
  std::optional<double> distance(PopulationId id, std::uint32_t neuron) const;

  ReferenceResult take() { return std::move(result_); }

 private:
  struct PopulationState {
    std::vector<NeuronState<double>> real;
    std::vector<NeuronState<std::int64_t>> whole;  ///< in place of `real` in fixed point
    std::vector<Spikes> history;                   ///< by timestep, while a delay needs it
  };
  /// A projection, seen from its target.
  struct Incoming {
    std::size_t index = 0;  ///< in order of connection
    PopulationId source = 0;
    std::uint32_t delay = 0;
    Synapses synapses;
  };

  void emit(PopulationId id, std::uint32_t timestep, std::uint32_t neuron, std::uint32_t count);
  Accumulators accumulate(PopulationId id, std::uint32_t timestep);
  std::uint32_t advance_neuron(const Population& population, PopulationId id, std::uint32_t n,
                               const Accumulators& input);

  const Graph& graph_;
  std::vector<ProjectionId> projections_;
  std::vector<PopulationState> states_;
  std::vector<std::vector<Incoming>> incoming_;
  std::uint32_t longest_delay_ = 0;
  ReferenceResult result_;
};

/// Runs one sample from reset. `after_timestep` is called when every population has done its
/// timestep, before anything is forgotten; empty: never. Arguments as simulate_reference has
/// checked them.
ReferenceResult run_sample(
    const Network& network, const std::vector<SpikeTrain>& inputs, std::uint32_t timesteps,
    const std::vector<PopulationId>& traced,
    const std::function<void(const Simulation&, std::uint32_t timestep)>& after_timestep);

}  // namespace engram::workloads::reference
