#pragma once

#include "energy/units.hpp"
#include "workloads/network/network.hpp"

namespace engram::sim {

/// NeuroBench's metrics of a model that does not run (`ParameterCount`, `Footprint`,
/// `ConnectionSparsity`).
struct StaticMetrics {
  Count parameters = 0;  ///< weights, zeros too, and biases
  Count parameter_bits =
      0;  ///< as they are after compression, and tables that weights are read from
  /// Membranes, currents, refractory counters, and every other parameter that differs from neuron
  /// to neuron. What all neurons of a population share is left out.
  Count buffer_bits = 0;
  Count weights = 0, zero_weights = 0;

  Count footprint_bytes() const { return (parameter_bits + buffer_bits + 7) / 8; }
  /// Zero weights a weight, 0 to 1, to 4 decimals as the harness rounds it; 0 without weights.
  double connection_sparsity() const;
};

StaticMetrics static_metrics(const workloads::Network& network);

/// Biases of a population, as parameters of the layer before it: none where all are 0 (NIR
/// writes zeros where a layer has none), one a channel where those of a channel are equal (Conv2d),
/// else one a neuron (Linear).
Count bias_parameters(const workloads::Population& population);

}  // namespace engram::sim
