#include "workloads/reference/simulation.hpp"

#include <algorithm>
#include <cmath>

namespace engram::workloads::reference {

Simulation::Simulation(const Network& network, std::uint32_t timesteps)
    : graph_(network.graph),
      projections_(network.projections()),
      states_(boost::num_vertices(graph_)),
      incoming_(states_.size()) {
  result_.spike_counts.assign(states_.size(), 0);
  result_.synaptic_operations.assign(projections_.size(), 0);
  for (std::size_t index = 0; index < projections_.size(); ++index) {
    const ProjectionId id = projections_[index];
    const Projection& projection = graph_[id];
    longest_delay_ = std::max(longest_delay_, projection.delay);
    incoming_[boost::target(id, graph_)].push_back(
        {index, boost::source(id, graph_), projection.delay, Synapses(projection)});
  }
  for (PopulationId id = 0; id < states_.size(); ++id) {
    const std::uint64_t neurons = graph_[id].shape.size();
    states_[id].history.resize(timesteps);
    if (graph_[id].fixed) {
      states_[id].whole.resize(neurons);
    } else {
      states_[id].real.resize(neurons);
    }
  }
}

void Simulation::feed(PopulationId id, const SpikeTrain& train, std::uint32_t timesteps) {
  for (const SpikeEvent& event : train.events) {
    if (event.timestep < timesteps) emit(id, event.timestep, event.neuron, event.count);
  }
}

void Simulation::step(PopulationId id, std::uint32_t timestep) {
  const Population& population = graph_[id];
  const std::size_t neurons = population.shape.size();
  const Accumulators input = accumulate(id, timestep);
  for (std::uint32_t n = 0; n < neurons; ++n) {
    const std::uint32_t count = advance_neuron(population, id, n, input);
    if (count == 0) continue;
    emit(id, timestep, n, count);
    result_.spikes.push_back({id, n, timestep, count});
  }
}

void Simulation::trace(PopulationId id, std::vector<double>& into) const {
  const Population& population = graph_[id];
  for (std::size_t n = 0; n < population.shape.size(); ++n) {
    double membrane = 0;
    if (population.fixed) {
      membrane = std::ldexp(static_cast<double>(states_[id].whole[n].membrane),
                            -static_cast<int>(population.fixed->fraction_bits));
    } else {
      membrane = states_[id].real[n].membrane;
    }
    into.push_back(membrane * population.unit[n]);
  }
}

void Simulation::forget(std::uint32_t timestep) {
  if (timestep < longest_delay_) return;
  for (PopulationState& state : states_) state.history[timestep - longest_delay_] = Spikes();
}

std::optional<double> Simulation::distance(PopulationId id, std::uint32_t neuron) const {
  if (!graph_[id].fixed) return states_[id].real[neuron].distance;
  const std::optional<std::int64_t>& whole = states_[id].whole[neuron].distance;
  return whole ? std::optional(static_cast<double>(*whole)) : std::nullopt;
}

void Simulation::emit(PopulationId id, std::uint32_t timestep, std::uint32_t neuron,
                      std::uint32_t count) {
  Spikes& spikes = states_[id].history[timestep];
  spikes.resize(graph_[id].shape.size(), 0);
  spikes[neuron] += count;
  result_.spike_counts[id] += count;
}

/// Weighted input of a timestep: projections in order of connection, inputs ascending.
Accumulators Simulation::accumulate(PopulationId id, std::uint32_t timestep) {
  Accumulators sums;
  sums.real.assign(graph_[id].shape.size(), 0.0);
  sums.whole.assign(graph_[id].shape.size(), 0);
  for (const Incoming& projection : incoming_[id]) {
    if (timestep < projection.delay) continue;
    const Spikes& spikes = states_[projection.source].history[timestep - projection.delay];
    if (spikes.empty()) continue;
    const auto& stages = graph_[projections_[projection.index]].stages;
    result_.synaptic_operations[projection.index] +=
        projection.synapses.deliver(pooled(stages, spikes), sums);
  }
  return sums;
}

std::uint32_t Simulation::advance_neuron(const Population& population, PopulationId id,
                                         std::uint32_t n, const Accumulators& input) {
  PopulationState& state = states_[id];
  if (population.fixed) {
    return advance(population.step, *population.fixed, n, input.whole[n], state.whole[n]);
  }
  // A population has float32 inputs or quantized ones: one of the two sums is 0.
  const double sum = input.real[n] + static_cast<double>(input.whole[n]);
  return advance(population.step, n, sum, state.real[n]);
}

namespace {

/// Populations with neurons, lower levels first: what spikes at zero delay has spiked.
std::vector<PopulationId> order_of_work(const Network& network) {
  const std::vector<unsigned> level = levels(network);
  std::vector<PopulationId> order;
  for (PopulationId id = 0; id < level.size(); ++id) {
    if (network.graph[id].step.model != NeuronModel::input) order.push_back(id);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](PopulationId a, PopulationId b) { return level[a] < level[b]; });
  return order;
}

}  // namespace

ReferenceResult run_sample(
    const Network& network, const std::vector<SpikeTrain>& inputs, std::uint32_t timesteps,
    const std::vector<PopulationId>& traced,
    const std::function<void(const Simulation&, std::uint32_t timestep)>& after_timestep) {
  const std::vector<PopulationId> order = order_of_work(network);
  Simulation simulation(network, timesteps);
  const auto sources = network.inputs();
  for (std::size_t k = 0; k < sources.size(); ++k)
    simulation.feed(sources[k], inputs[k], timesteps);
  std::vector<std::vector<double>> traces(traced.size());
  for (std::uint32_t timestep = 0; timestep < timesteps; ++timestep) {
    for (const PopulationId id : order) simulation.step(id, timestep);
    for (std::size_t k = 0; k < traced.size(); ++k) simulation.trace(traced[k], traces[k]);
    if (after_timestep) after_timestep(simulation, timestep);
    simulation.forget(timestep);
  }
  ReferenceResult result = simulation.take();
  result.traces = std::move(traces);
  std::stable_sort(
      result.spikes.begin(), result.spikes.end(),
      [](const ReferenceSpike& a, const ReferenceSpike& b) { return a.population < b.population; });
  return result;
}

}  // namespace engram::workloads::reference
