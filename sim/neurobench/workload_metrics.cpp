#include "sim/neurobench/workload_metrics.hpp"

#include <algorithm>

namespace engram::sim {
namespace {

using workloads::NeuronModel;
using workloads::PopulationId;

bool spikes(const workloads::Population& population) {
  return population.step.model != NeuronModel::input && population.step.spiking;
}

/// Values at the inputs of a connection: what pooling leads to one input adds up.
std::vector<LayerInput> rewritten(const std::vector<workloads::AddressStage>& stages,
                                  const std::vector<LayerInput>& events) {
  if (stages.empty()) return events;
  std::vector<LayerInput> inputs;
  for (const LayerInput& event : events) {
    for (const std::uint32_t input : workloads::rewrite_address(stages, event.input)) {
      inputs.push_back({input, event.value});
    }
  }
  std::sort(inputs.begin(), inputs.end(),
            [](const LayerInput& a, const LayerInput& b) { return a.input < b.input; });
  std::size_t kept = 0;
  for (std::size_t at = 1; at < inputs.size(); ++at) {
    if (inputs[at].input == inputs[kept].input) {
      inputs[kept].value += inputs[at].value;
    } else {
      inputs[++kept] = inputs[at];
    }
  }
  if (!inputs.empty()) inputs.resize(kept + 1);
  return inputs;
}

/// Operations of one update of a neuron, as NeuroBench's harness counts snnTorch's Leaky (an IF
/// neuron is one that does not leak) and Synaptic; nothing for other models.
std::optional<Count> operations_an_update(const workloads::NeuronStep& step) {
  switch (step.model) {
    case NeuronModel::if_:
    case NeuronModel::lif:
      return 4;
    case NeuronModel::cuba_lif:
      return step.reset == workloads::Reset::subtract ? 6 : 8;
    default:
      return std::nullopt;
  }
}

double share_of_zeros(Count active, Count all) {
  return all == 0 ? 0 : static_cast<double>(all - active) / static_cast<double>(all);
}

}  // namespace

WorkloadMetrics::WorkloadMetrics(const workloads::Network& network, std::uint32_t timesteps)
    : network_(network),
      timesteps_(timesteps),
      active_(boost::num_vertices(network.graph), 0),
      updates_(active_.size(), 0) {
  for (const workloads::ProjectionId& id : network.projections()) {
    const workloads::Projection& projection = network.graph[id];
    layers_.push_back({&projection, boost::source(id, network.graph), ConnectionLayer(projection)});
  }
}

void WorkloadMetrics::add(std::span<const workloads::SpikeTrain> inputs,
                          std::span<const hw::OutputSpike> spikes,
                          std::span<const Count> membrane_changes) {
  ++samples_;
  std::vector<Activity> activity(active_.size(), Activity(timesteps_));
  const std::vector<PopulationId> sources = network_.inputs();
  for (std::size_t k = 0; k < sources.size(); ++k) {
    for (const workloads::SpikeEvent& event : inputs[k].events) {
      if (event.timestep >= timesteps_) continue;
      activity[sources[k]][event.timestep].push_back(
          {event.neuron, static_cast<double>(event.count)});
    }
  }
  for (const hw::OutputSpike& spike : spikes) {
    ++active_[spike.population];
    activity[spike.population][spike.timestep].push_back(
        {spike.neuron, static_cast<double>(spike.count)});
  }
  for (const Layer& layer : layers_) add_layer(layer, activity[layer.source]);
  for (PopulationId id = 0; id < updates_.size(); ++id) updates_[id] += membrane_changes[id];
}

void WorkloadMetrics::add_layer(const Layer& layer, const Activity& source) {
  dense_ += layer.counted.dense() * timesteps_;
  const std::uint32_t delay = layer.projection->delay;
  for (std::uint32_t timestep = delay; timestep < timesteps_; ++timestep) {
    const std::vector<LayerInput>& events = source[timestep - delay];
    if (events.empty()) continue;
    const LayerCall call = layer.counted.call(rewritten(layer.projection->stages, events));
    (call.spiking ? accumulates_ : macs_) += call.effective;
  }
}

double WorkloadMetrics::each(Count count) const {
  return samples_ == 0 ? 0 : static_cast<double>(count) / static_cast<double>(samples_);
}

double WorkloadMetrics::activation_sparsity() const {
  Count active = 0, all = 0;
  for (PopulationId id = 0; id < active_.size(); ++id) {
    if (!spikes(network_.graph[id])) continue;
    active += active_[id];
    all += network_.graph[id].shape.size() * timesteps_ * samples_;
  }
  return share_of_zeros(active, all);
}

std::vector<std::pair<std::string, double>> WorkloadMetrics::activation_sparsity_by_layer() const {
  std::vector<std::pair<std::string, double>> layers;
  for (PopulationId id = 0; id < active_.size(); ++id) {
    const workloads::Population& population = network_.graph[id];
    if (!spikes(population)) continue;
    layers.emplace_back(population.name, share_of_zeros(active_[id], population.shape.size() *
                                                                         timesteps_ * samples_));
  }
  return layers;
}

SynapticOperations WorkloadMetrics::synaptic_operations() const {
  return {each(macs_), each(accumulates_), each(dense_)};
}

double WorkloadMetrics::membrane_updates() const {
  Count updates = 0;
  for (PopulationId id = 0; id < updates_.size(); ++id) {
    if (spikes(network_.graph[id])) updates += updates_[id];
  }
  return each(updates);
}

std::optional<NeuronOperations> WorkloadMetrics::neuron_operations() const {
  Count effective = 0, dense = 0;
  for (PopulationId id = 0; id < updates_.size(); ++id) {
    const workloads::Population& population = network_.graph[id];
    if (!spikes(population)) continue;
    const auto operations = operations_an_update(population.step);
    if (!operations) return std::nullopt;
    effective += updates_[id] * *operations;
    dense += population.shape.size() * timesteps_ * samples_ * *operations;
  }
  return NeuronOperations{each(effective), each(dense)};
}

}  // namespace engram::sim
