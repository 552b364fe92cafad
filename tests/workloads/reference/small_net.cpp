#include "small_net.hpp"

#include <cmath>

namespace engram::workloads::small_net {
namespace {

OneNeuron run_one(Population neuron, Projection projection,
                  const std::vector<std::uint32_t>& input_counts) {
  Network network;
  const PopulationId in = network.add(input("in", {1, 1, 1}));
  const PopulationId out = network.add(std::move(neuron));
  network.connect(in, out, std::move(projection));
  const auto timesteps = static_cast<std::uint32_t>(input_counts.size());
  SpikeTrain events = train(1, timesteps, {});
  for (std::uint32_t t = 0; t < timesteps; ++t) {
    if (input_counts[t] > 0) events.events.push_back({t, 0, input_counts[t]});
  }
  const ReferenceResult result = simulate_reference(network, {events}, timesteps, {out});
  OneNeuron outcome;
  outcome.counts.assign(timesteps, 0);
  for (const ReferenceSpike& spike : result.spikes) outcome.counts[spike.timestep] = spike.count;
  outcome.membranes = result.traces[0];
  return outcome;
}

}  // namespace

Population input(const std::string& name, Shape shape) {
  NeuronStep step;
  step.model = NeuronModel::input;
  return neurons(name, shape, step);
}

Population neurons(const std::string& name, Shape shape, NeuronStep step) {
  Population population;
  population.name = name;
  population.shape = shape;
  population.step = std::move(step);
  return population;
}

Projection dense(const std::string& name, std::uint32_t in, std::uint32_t out,
                 std::vector<float> weights) {
  Projection projection;
  projection.name = name;
  projection.connection = Dense{in, out, std::move(weights)};
  return projection;
}

Projection levels(const std::string& name, std::uint32_t in, std::uint32_t out,
                  std::vector<std::int32_t> values, unsigned shift) {
  std::vector<float> weights;
  for (const std::int32_t level : values) {
    weights.push_back(static_cast<float>(std::ldexp(level, static_cast<int>(shift))));
  }
  Projection projection = dense(name, in, out, std::move(weights));
  projection.quantization.format = {WeightKind::uniform, 8};
  projection.quantization.levels = std::move(values);
  projection.quantization.scale = {1.0};
  projection.quantization.shift = shift;
  return projection;
}

SpikeTrain train(std::uint32_t neurons, std::uint32_t timesteps, std::vector<SpikeEvent> events) {
  SpikeTrain made;
  made.neurons = neurons;
  made.timesteps = timesteps;
  made.events = std::move(events);
  return made;
}

OneNeuron run(const NeuronStep& step, const std::vector<std::uint32_t>& input, float weight) {
  return run_one(neurons("neuron", {1, 1, 1}, step), dense("edge", 1, 1, {weight}), input);
}

OneNeuron run(const NeuronStep& step, const FixedStep& fixed,
              const std::vector<std::uint32_t>& input, std::int32_t level) {
  Population neuron = neurons("neuron", {1, 1, 1}, step);
  neuron.fixed = fixed;
  return run_one(std::move(neuron), levels("edge", 1, 1, {level}), input);
}

FixedStep plain_fixed(std::int64_t threshold) {
  FixedStep fixed;
  fixed.fraction_bits = 0;
  fixed.decay_bits = 4;
  fixed.current_decay = {0};
  fixed.membrane_decay = {16};
  fixed.membrane_offset = {0};
  fixed.threshold = {threshold};
  fixed.reset_value = {0};
  fixed.bias = {0};
  return fixed;
}

}  // namespace engram::workloads::small_net
