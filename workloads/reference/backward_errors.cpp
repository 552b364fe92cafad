#include "workloads/reference/backward_errors.hpp"

#include <algorithm>
#include <cmath>

#include "workloads/network/check_learning.hpp"

namespace engram::workloads::reference {
namespace {

double threshold_of(const Population& population, std::uint32_t neuron) {
  if (!population.fixed) return population.step.threshold[neuron];
  const std::vector<std::int64_t>& values = population.fixed->threshold;
  return static_cast<double>(values.size() == 1 ? values[0] : values.at(neuron));
}

std::uint32_t count_at(const SpikeTrain& train, std::uint32_t timestep, std::uint32_t neuron) {
  const auto found =
      std::lower_bound(train.events.begin(), train.events.end(), SpikeEvent{timestep, neuron, 0});
  const bool there =
      found != train.events.end() && found->timestep == timestep && found->neuron == neuron;
  return there ? found->count : 0;
}

}  // namespace

BackwardErrors::BackwardErrors(const LearningTask& task, const LearningNetwork& network)
    : task_(task), network_(network) {
  const auto with_errors = populations_with_errors(network.network(), task);
  for (PopulationId id = 0; id < with_errors.size(); ++id) {
    if (with_errors[id] != 0) order_.push_back(id);
  }
  const std::vector<unsigned> level = levels(network.network());
  std::stable_sort(order_.begin(), order_.end(),
                   [&](PopulationId a, PopulationId b) { return level[a] > level[b]; });
}

PopulationErrors BackwardErrors::after(const Simulation& simulation, std::uint32_t timestep,
                                       const std::vector<SpikeTrain>& targets) const {
  const Graph& graph = network_.network().graph;
  PopulationErrors errors;
  for (PopulationId id = 0; id < boost::num_vertices(graph); ++id) {
    errors.emplace_back(graph[id].shape.size(), 0);
  }
  for (const PopulationId id : order_) {
    std::vector<Wide> raw = from_above(id, errors);
    for (std::size_t k = 0; k < targets.size(); ++k) {
      if (task_.targeted[k] == id) add_difference(id, simulation, timestep, targets[k], raw);
    }
    for (std::uint32_t neuron = 0; neuron < raw.size(); ++neuron) {
      const std::int64_t error = clamped(raw[neuron], task_.error_bits);
      const Wide product = Wide{error} * derivative(id, neuron, simulation);
      errors[id][neuron] = clamped(rounded(product, task_.surrogate_bits), task_.error_bits);
    }
  }
  return errors;
}

/// Error that comes back along the learning projections which leave a population without delay.
std::vector<Wide> BackwardErrors::from_above(PopulationId id,
                                             const PopulationErrors& errors) const {
  std::vector<Wide> sums(network_.network().graph[id].shape.size(), 0);
  for (const LearningProjection& projection : network_.learning()) {
    if (projection.source != id || projection.delay > 0) continue;
    std::vector<Wide> at_input(projection.inputs, 0);
    const Wide one = Wide{1} << projection.shift;
    for (const StoredSynapse& synapse : projection.synapses) {
      const Wide addend = (*projection.level)[synapse.weight] * one;
      at_input[synapse.input] += addend * errors[projection.target][synapse.neuron];
    }
    const std::vector<Wide> back = spread_back(*projection.stages, std::move(at_input));
    for (std::size_t neuron = 0; neuron < sums.size(); ++neuron) sums[neuron] += back[neuron];
  }
  for (Wide& sum : sums) sum = rounded(sum, task_.backward_shift);
  return sums;
}

void BackwardErrors::add_difference(PopulationId id, const Simulation& simulation,
                                    std::uint32_t timestep, const SpikeTrain& target,
                                    std::vector<Wide>& raw) const {
  const Spikes& spikes = simulation.spikes(id, timestep);
  for (std::uint32_t neuron = 0; neuron < raw.size(); ++neuron) {
    const Wide emitted = spikes.empty() ? 0 : spikes[neuron];
    raw[neuron] += task_.error_gain * (emitted - count_at(target, timestep, neuron));
  }
}

std::int64_t BackwardErrors::derivative(PopulationId id, std::uint32_t neuron,
                                        const Simulation& simulation) const {
  const Population& population = network_.network().graph[id];
  const std::int64_t one = std::int64_t{1} << task_.surrogate_bits;
  if (!population.step.spiking) return one;
  const std::optional<double> distance = simulation.distance(id, neuron);
  if (!distance) return 0;  // refractory: no comparison, nothing to move
  const double width = task_.surrogate_width * std::abs(threshold_of(population, neuron));
  const double away = std::abs(*distance);
  if (task_.surrogate == Surrogate::boxcar) return away <= width ? one : 0;
  const double height = std::max(0.0, 1 - away / width);
  return static_cast<std::int64_t>(
      std::floor(std::ldexp(height, static_cast<int>(task_.surrogate_bits))));
}

}  // namespace engram::workloads::reference
