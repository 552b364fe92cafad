#include "tests/sim/neurobench/independent_metrics.hpp"

#include <algorithm>

#include "workloads/reference/synapses.hpp"

namespace engram::sim {
namespace {

using workloads::PopulationId;
using Counts = std::vector<std::uint64_t>;
/// [timestep][neuron] of one population.
using Raster = std::vector<Counts>;

bool is_input(const workloads::Population& population) {
  return population.step.model == workloads::NeuronModel::input;
}

std::vector<Raster> rasters(const workloads::Network& network,
                            const std::vector<workloads::SpikeTrain>& trains,
                            const workloads::ReferenceResult& result, std::uint32_t timesteps) {
  std::vector<Raster> all;
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    all.emplace_back(timesteps, Counts(network.graph[id].shape.size(), 0));
  }
  const auto inputs = network.inputs();
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    for (const workloads::SpikeEvent& event : trains[k].events) {
      if (event.timestep < timesteps) all[inputs[k]][event.timestep][event.neuron] = event.count;
    }
  }
  for (const workloads::ReferenceSpike& spike : result.spikes) {
    all[spike.population][spike.timestep][spike.neuron] = spike.count;
  }
  return all;
}

/// Ones wherever `weights` are not 0 (or everywhere), times ones wherever `inputs` are not 0.
std::uint64_t binary_product(const workloads::Projection& projection, const Counts& inputs,
                             bool all_weights) {
  const bool floats = projection.quantization.format.kind == WeightKind::float32;
  const workloads::reference::Synapses synapses(projection);
  std::uint64_t sum = 0;
  for (std::uint32_t input = 0; input < inputs.size(); ++input) {
    if (inputs[input] == 0) continue;
    synapses.visit(input, [&](std::uint64_t, std::uint64_t weight) {
      const bool zero = floats ? workloads::weights(projection.connection)[weight] == 0
                               : projection.quantization.levels[weight] == 0;
      sum += all_weights || !zero ? 1 : 0;
    });
  }
  return sum;
}

void add_layer(const workloads::Projection& projection, const Raster& source,
               IndependentMetrics& metrics) {
  const std::uint64_t inputs = workloads::inputs(projection.connection);
  const bool listed = std::holds_alternative<workloads::Sparse>(projection.connection);
  const std::uint64_t dense = listed ? inputs * workloads::outputs(projection.connection)
                                     : binary_product(projection, Counts(inputs, 1), true);
  for (std::size_t timestep = 0; timestep < source.size(); ++timestep) {
    metrics.dense += dense;
    if (timestep < projection.delay) continue;
    const Counts values =
        workloads::reference::pooled(projection.stages, source[timestep - projection.delay]);
    const std::uint64_t effective = binary_product(projection, values, false);
    const bool spiking = *std::max_element(values.begin(), values.end()) <= 1;
    (spiking ? metrics.accumulates : metrics.macs) += effective;
  }
}

}  // namespace

std::vector<PopulationId> with_neurons(const workloads::Network& network) {
  std::vector<PopulationId> ids;
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    if (!is_input(network.graph[id])) ids.push_back(id);
  }
  return ids;
}

IndependentMetrics independent_metrics(const workloads::Network& network,
                                       const std::vector<workloads::SpikeTrain>& trains,
                                       const workloads::ReferenceResult& result,
                                       const std::vector<PopulationId>& traced,
                                       std::uint32_t timesteps) {
  IndependentMetrics metrics;
  const std::vector<Raster> all = rasters(network, trains, result, timesteps);
  for (const workloads::ProjectionId& id : network.projections()) {
    add_layer(network.graph[id], all[boost::source(id, network.graph)], metrics);
  }
  for (std::size_t k = 0; k < traced.size(); ++k) {
    const workloads::Population& population = network.graph[traced[k]];
    if (!population.step.spiking) continue;
    const std::size_t neurons = population.shape.size();
    metrics.places += neurons * timesteps;
    for (const Counts& counts : all[traced[k]]) {
      metrics.active += static_cast<std::uint64_t>(
          std::count_if(counts.begin(), counts.end(), [](auto count) { return count > 0; }));
    }
    const std::vector<double>& trace = result.traces[k];
    for (std::size_t at = 0; at < trace.size(); ++at) {
      const bool changed = at < neurons || trace[at] != trace[at - neurons];
      metrics.membrane_updates += changed ? 1 : 0;
    }
  }
  return metrics;
}

}  // namespace engram::sim
