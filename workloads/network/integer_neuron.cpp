#include "workloads/network/integer_neuron.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "workloads/network/check_network.hpp"

namespace engram::workloads {
namespace {

using Values = std::vector<std::int64_t>;

Values each(const Values& values, std::int64_t (*change)(std::int64_t)) {
  Values changed(values.size());
  std::transform(values.begin(), values.end(), changed.begin(), change);
  return changed;
}

Values shifted(const Values& values, unsigned bits) {
  Values changed = values;
  for (std::int64_t& value : changed) value *= std::int64_t{1} << bits;
  return changed;
}

/// Integers in units of 2^-bits as the numbers of a NeuronStep.
PerNeuron numbers(const Values& values, unsigned bits) {
  std::vector<double> list;
  for (const std::int64_t value : values) {
    list.push_back(std::ldexp(static_cast<double>(value), -static_cast<int>(bits)));
  }
  return PerNeuron(std::move(list));
}

/// {0} where there is none, else one a neuron.
Values every_neuron(const Values& bias, std::uint64_t neurons) {
  if (std::all_of(bias.begin(), bias.end(), [](std::int64_t b) { return b == 0; })) return {0};
  return bias.size() == 1 ? Values(neurons, bias.front()) : bias;
}

bool all(const Values& values, std::int64_t wanted) {
  return std::all_of(values.begin(), values.end(),
                     [&](std::int64_t value) { return value == wanted; });
}

NeuronModel model_of(const IntegerNeuron& neuron, bool has_current) {
  if (!neuron.spiking) return has_current ? NeuronModel::cuba_li : NeuronModel::li;
  if (has_current) return NeuronModel::cuba_lif;
  return all(neuron.voltage_decay, 0) ? NeuronModel::if_ : NeuronModel::lif;
}

bool fits(const Values& values, unsigned bits) {
  const std::int64_t top = (std::int64_t{1} << (bits - 1)) - 1;
  return std::all_of(values.begin(), values.end(),
                     [&](std::int64_t value) { return value >= -top - 1 && value <= top; });
}

}  // namespace

Population integer_population(std::string name, const Shape& shape, const IntegerNeuron& neuron) {
  FixedStep fixed;
  fixed.state_bits = kUnboundedStateBits;
  fixed.fraction_bits = kIntegerFractionBits;
  fixed.decay_bits = kIntegerDecayBits;
  fixed.rounding = Rounding::toward_zero;
  const auto kept = [](std::int64_t decay) { return kDecayOne - decay; };
  fixed.current_decay = each(neuron.current_decay, kept);
  fixed.membrane_decay = each(neuron.voltage_decay, kept);
  fixed.membrane_offset = shifted(every_neuron(neuron.bias, shape.size()), kIntegerFractionBits);
  fixed.bias = shifted(every_neuron(neuron.current_bias, shape.size()), kIntegerFractionBits);
  fixed.threshold = shifted(neuron.threshold, neuron.threshold_shift);
  fixed.reset_value = {0};
  Population population;
  population.name = std::move(name);
  population.shape = shape;
  NeuronStep& step = population.step;
  step.has_current = !all(neuron.current_decay, kDecayOne);
  step.model = model_of(neuron, step.has_current);
  step.spiking = neuron.spiking;
  step.compare = neuron.compare;
  step.reset = Reset::zero;
  step.refractory = neuron.refractory;
  step.current_decay = numbers(fixed.current_decay, kIntegerDecayBits);
  step.membrane_decay = numbers(fixed.membrane_decay, kIntegerDecayBits);
  step.membrane_offset = numbers(fixed.membrane_offset, kIntegerFractionBits);
  step.bias = numbers(fixed.bias, kIntegerFractionBits);
  step.threshold = numbers(fixed.threshold, kIntegerFractionBits);
  population.fixed = std::move(fixed);
  return population;
}

Quantization integer_levels(const std::vector<float>& weights, unsigned shift) {
  Quantization quantization;
  quantization.levels.reserve(weights.size());
  std::uint32_t largest = 0;
  for (const float weight : weights) {
    const auto level = static_cast<std::int32_t>(weight);
    quantization.levels.push_back(level);
    largest = std::max(largest, static_cast<std::uint32_t>(std::abs(level)));
  }
  const unsigned bits = std::max(2U, static_cast<unsigned>(std::bit_width(largest)) + 1);
  quantization.format = {WeightKind::uniform, bits};
  quantization.scale = {1.0};
  quantization.shift = shift;
  return quantization;
}

bool computes_in_integers(const Network& network) {
  bool any = false;
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    const Population& population = network.graph[id];
    if (population.step.model == NeuronModel::input) continue;
    if (!population.fixed) return false;
    any = true;
  }
  return any;
}

void set_state_bits(Network& network, unsigned bits, StateWidths which) {
  const auto chosen = [&](const Population& population) {
    return population.fixed &&
           (which == StateWidths::all || population.fixed->state_bits == kUnboundedStateBits);
  };
  std::vector<std::string> faults;
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    const Population& population = network.graph[id];
    if (!chosen(population)) continue;
    const FixedStep& fixed = *population.fixed;
    const std::pair<const char*, const Values*> parameters[] = {
        {"threshold", &fixed.threshold},
        {"bias", &fixed.membrane_offset},
        {"bias of the current", &fixed.bias},
        {"reset value", &fixed.reset_value},
        {"lower clip", &fixed.clip_low}};
    for (const auto& [name, values] : parameters) {
      if (fits(*values, bits)) continue;
      faults.push_back("population '" + population.name + "': a " + name + " does not fit " +
                       std::to_string(bits) + " state bits with " +
                       std::to_string(fixed.fraction_bits) + " of fraction");
    }
  }
  if (!faults.empty()) throw NetworkFault(lines(faults));
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    if (chosen(network.graph[id])) network.graph[id].fixed->state_bits = bits;
  }
}

}  // namespace engram::workloads
