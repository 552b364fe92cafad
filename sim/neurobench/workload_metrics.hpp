#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "hw/chip/chip.hpp"
#include "sim/neurobench/connection_layer.hpp"
#include "workloads/spikes/spike_train.hpp"

namespace engram::sim {

/// A sample in means of all samples.
struct SynapticOperations {
  double macs = 0, accumulates = 0;  ///< effective; by what entered the layer in that timestep
  double dense = 0;
};

/// Operations of neurons in their updates, a sample in means of all samples.
struct NeuronOperations {
  double effective = 0, dense = 0;
};

/// NeuroBench's metrics of a model that ran (`ActivationSparsity`, `ActivationSparsityByLayer`,
/// `SynapticOperations`, `MembraneUpdates`, `NeuronOperations`), from what a chip recorded. Samples
/// are added one by one and not kept: each is a batch of its own, so that a layer's inputs are
/// looked at sample by sample when they are called spikes or not.
class WorkloadMetrics {
 public:
  /// `network` must outlive this.
  WorkloadMetrics(const workloads::Network& network, std::uint32_t timesteps);

  /// inputs: a train for each of Network::inputs(); spikes: every event of every population that is
  /// no input, in network time; membrane_changes: by population, as hw::SampleResult has them.
  void add(std::span<const workloads::SpikeTrain> inputs, std::span<const hw::OutputSpike> spikes,
           std::span<const Count> membrane_changes);

  /// Zeros among the outputs of spiking populations, over all timesteps and samples; 0 without any.
  double activation_sparsity() const;
  /// The same of each spiking population, by name, in order.
  std::vector<std::pair<std::string, double>> activation_sparsity_by_layer() const;
  SynapticOperations synaptic_operations() const;
  /// Membranes that changed, of spiking populations, a sample; in timestep 0 all count.
  double membrane_updates() const;
  /// Nothing where a population's model has no number of operations (NeuroBench knows those of
  /// snnTorch's neurons).
  std::optional<NeuronOperations> neuron_operations() const;

 private:
  /// Events of one population: by timestep, {neuron, count}.
  using Activity = std::vector<std::vector<LayerInput>>;
  struct Layer {
    const workloads::Projection* projection;
    workloads::PopulationId source;
    ConnectionLayer counted;
  };

  void add_layer(const Layer& layer, const Activity& source);
  double each(Count count) const;

  const workloads::Network& network_;
  std::uint32_t timesteps_;
  std::vector<Layer> layers_;
  Count samples_ = 0, macs_ = 0, accumulates_ = 0, dense_ = 0;
  std::vector<Count> active_;   ///< by population: outputs that were not 0
  std::vector<Count> updates_;  ///< by population
};

}  // namespace engram::sim
