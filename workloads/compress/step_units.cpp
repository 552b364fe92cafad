#include "workloads/compress/step_units.hpp"

#include <algorithm>
#include <functional>

namespace engram::workloads {
namespace {

template <class Operation>
PerNeuron combined(const PerNeuron& a, const PerNeuron& b, Operation operation) {
  std::vector<double> values(std::max(a.size(), b.size()));
  for (std::size_t n = 0; n < values.size(); ++n) values[n] = operation(a[n], b[n]);
  return PerNeuron(std::move(values));
}

}  // namespace

PerNeuron divided(const PerNeuron& value, const PerNeuron& by) {
  return combined(value, by, std::divides<double>());
}

PerNeuron multiplied(const PerNeuron& value, const PerNeuron& by) {
  return combined(value, by, std::multiplies<double>());
}

void divide_membrane(NeuronStep& step, const PerNeuron& unit) {
  step.threshold = divided(step.threshold, unit);
  step.membrane_offset = divided(step.membrane_offset, unit);
  step.reset_value = divided(step.reset_value, unit);
  if (step.low_threshold) step.low_threshold = divided(*step.low_threshold, unit);
  step.low_reset = divided(step.low_reset, unit);
  if (step.clip_low) step.clip_low = divided(*step.clip_low, unit);
}

void count_in_units(Population& population, const PerNeuron& unit) {
  population.unit = unit;
  divide_membrane(population.step, unit);
  population.step.bias = divided(population.step.bias, unit);
}

}  // namespace engram::workloads
