#pragma once

#include <algorithm>
#include <vector>

#include "workloads/network/neuron.hpp"

namespace engram::workloads::presets {

/// f applied neuron by neuron; one value where all results are equal. Precondition: each argument
/// holds one value or as many as the longest.
template <class Function, class... Values>
PerNeuron elementwise(Function f, const Values&... values) {
  const std::size_t size = std::max({values.size()...});
  std::vector<double> results(size);
  for (std::size_t neuron = 0; neuron < size; ++neuron) results[neuron] = f(values[neuron]...);
  if (std::all_of(results.begin(), results.end(), [&](double v) { return v == results[0]; })) {
    return results[0];
  }
  return PerNeuron(std::move(results));
}

/// Whether every value satisfies the test.
template <class Test>
bool all(const PerNeuron& values, Test test) {
  return std::all_of(values.values().begin(), values.values().end(), test);
}

}  // namespace engram::workloads::presets
