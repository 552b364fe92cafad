#include "sim/neurobench/static_metrics.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "sim/neurobench/connection_layer.hpp"
#include "sim/run/lower.hpp"

namespace engram::sim {
namespace {

using workloads::NeuronModel;
using workloads::Population;

bool equal_in_channels(const workloads::PerNeuron& values, const workloads::Shape& shape) {
  const std::size_t plane = std::size_t{shape.height} * shape.width;
  for (std::size_t neuron = 0; neuron < shape.size(); ++neuron) {
    if (values[neuron] != values[neuron - neuron % plane]) return false;
  }
  return true;
}

bool is_biased(const Population& population) {
  const auto& values = population.step.bias.values();
  return std::any_of(values.begin(), values.end(), [](double bias) { return bias != 0; });
}

}  // namespace

Count bias_parameters(const Population& population) {
  const workloads::PerNeuron& bias = population.step.bias;
  if (!is_biased(population)) return 0;
  return equal_in_channels(bias, population.shape) ? population.shape.channels
                                                   : population.shape.size();
}

double StaticMetrics::connection_sparsity() const {
  if (weights == 0) return 0;
  // Through decimal text: the nearest number of 4 decimals, whatever the binary fraction is.
  char text[32];
  std::snprintf(text, sizeof text, "%.4f",
                static_cast<double>(zero_weights) / static_cast<double>(weights));
  return std::strtod(text, nullptr);
}

StaticMetrics static_metrics(const workloads::Network& network) {
  StaticMetrics metrics;
  for (const workloads::ProjectionId& id : network.projections()) {
    const ConnectionLayer layer(network.graph[id]);
    metrics.weights += layer.weights();
    metrics.zero_weights += layer.zero_weights();
    metrics.parameter_bits += layer.weight_bits();
  }
  metrics.parameters = metrics.weights;
  for (workloads::PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    const Population& population = network.graph[id];
    if (population.step.model == NeuronModel::input) continue;
    const Count biases = bias_parameters(population);
    metrics.parameters += biases;
    metrics.parameter_bits += biases * state_bits(population);
    // The record has a field for the bias, which is a parameter here and no buffer.
    const unsigned bias_field = is_biased(population) ? state_bits(population) : 0;
    const unsigned record = record_bits(population, ChipConfig{}) - bias_field;
    metrics.buffer_bits += population.shape.size() * record;
  }
  return metrics;
}

}  // namespace engram::sim
