#include <algorithm>
#include <bit>

#include "sim/run/lower.hpp"

namespace engram::sim {
namespace {

using workloads::PerNeuron;
using workloads::Population;

constexpr unsigned kTimestampBits = 16;

/// The entries of `values` that neurons [first, first + count) need: one if shared.
template <class Value>
std::vector<Value> part(const std::vector<Value>& values, std::uint32_t first,
                        std::uint32_t count) {
  if (values.size() <= 1) return values;
  return {values.begin() + first, values.begin() + first + count};
}

std::vector<double> part(const PerNeuron& values, std::uint32_t first, std::uint32_t count) {
  return part(values.values(), first, count);
}

hw::ResetKind reset_kind(workloads::Reset reset) {
  switch (reset) {
    case workloads::Reset::zero:
      return hw::ResetKind::zero;
    case workloads::Reset::subtract:
      return hw::ResetKind::subtract;
    case workloads::Reset::value:
      return hw::ResetKind::value;
  }
  return hw::ResetKind::zero;
}

void lower_float(const workloads::NeuronStep& step, std::uint32_t first, std::uint32_t count,
                 hw::NeuronSpec& spec) {
  spec.real.current_decay = part(step.current_decay, first, count);
  spec.real.current_gain = part(step.current_gain, first, count);
  spec.real.membrane_decay = part(step.membrane_decay, first, count);
  spec.real.membrane_gain = part(step.membrane_gain, first, count);
  spec.real.membrane_offset = part(step.membrane_offset, first, count);
  spec.real.threshold = part(step.threshold, first, count);
  spec.real.reset_value = part(step.reset_value, first, count);
  spec.has_low_threshold = step.low_threshold.has_value();
  if (step.low_threshold) spec.real.low_threshold = part(*step.low_threshold, first, count);
  spec.real.low_reset = part(step.low_reset, first, count);
  spec.has_clip = step.clip_low.has_value();
  if (step.clip_low) spec.real.clip_low = part(*step.clip_low, first, count);
  spec.real.bias = part(step.bias, first, count);
}

void lower_fixed(const workloads::FixedStep& step, std::uint32_t first, std::uint32_t count,
                 hw::NeuronSpec& spec) {
  spec.fixed = true;
  spec.state_bits = step.state_bits;
  spec.fraction_bits = step.fraction_bits;
  spec.decay_bits = step.decay_bits;
  spec.round_to_floor = step.rounding == workloads::Rounding::floor;
  spec.integer.current_decay = part(step.current_decay, first, count);
  spec.integer.membrane_decay = part(step.membrane_decay, first, count);
  spec.integer.membrane_offset = part(step.membrane_offset, first, count);
  spec.integer.threshold = part(step.threshold, first, count);
  spec.integer.reset_value = part(step.reset_value, first, count);
  spec.has_low_threshold = !step.low_threshold.empty();
  spec.integer.low_threshold = part(step.low_threshold, first, count);
  spec.integer.low_reset = part(step.low_reset, first, count);
  spec.has_clip = !step.clip_low.empty();
  spec.integer.clip_low = part(step.clip_low, first, count);
  spec.integer.bias = part(step.bias, first, count);
}

/// Number of per-neuron parameters that the state record has to hold.
unsigned parameter_fields(const workloads::NeuronStep& step) {
  unsigned fields = 0;
  const PerNeuron* const parameters[] = {
      &step.current_decay,   &step.current_gain, &step.membrane_decay, &step.membrane_gain,
      &step.membrane_offset, &step.threshold,    &step.reset_value};
  for (const PerNeuron* parameter : parameters) fields += parameter->uniform() ? 0 : 1;
  if (step.low_threshold) {
    fields += (step.low_threshold->uniform() ? 0 : 1) + (step.low_reset.uniform() ? 0 : 1);
  }
  if (step.clip_low && !step.clip_low->uniform()) ++fields;
  const auto& bias = step.bias.values();
  const bool biased = std::any_of(bias.begin(), bias.end(), [](double b) { return b != 0.0; });
  return fields + (biased ? 1 : 0);
}

}  // namespace

unsigned state_bits(const Population& population) {
  return population.fixed ? population.fixed->state_bits : 32;
}

hw::NeuronSpec lower_neurons(const Population& population, std::uint32_t first,
                             std::uint32_t count) {
  const workloads::NeuronStep& step = population.step;
  hw::NeuronSpec spec;
  spec.model = workloads::to_string(step.model);
  spec.has_current = step.has_current;
  spec.previous_current = step.previous_current;
  spec.spiking = step.spiking;
  spec.multi_spike = step.multi_spike;
  spec.compare_equal = step.compare == workloads::Compare::greater_equal;
  spec.reset = reset_kind(step.reset);
  spec.refractory = step.refractory;
  spec.state_bits = state_bits(population);
  if (population.fixed) {
    lower_fixed(*population.fixed, first, count, spec);
  } else {
    lower_float(step, first, count, spec);
  }
  return spec;
}

unsigned parameter_bits(const Population& population) {
  return state_bits(population) * parameter_fields(population.step);
}

unsigned record_bits(const Population& population, const ChipConfig& chip) {
  const workloads::NeuronStep& step = population.step;
  unsigned bits = state_bits(population) * (step.has_current ? 2 : 1) + parameter_bits(population);
  if (step.refractory > 0) bits += static_cast<unsigned>(std::bit_width(step.refractory));
  const bool decays = step.model == workloads::NeuronModel::lif;
  if (chip.update_touched && decays) bits += kTimestampBits;
  return bits;
}

}  // namespace engram::sim
