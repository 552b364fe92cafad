#pragma once

#include <vector>

#include "workloads/network/network.hpp"

/// Weights as numbers of the network's own units, and levels found again in them.
namespace engram::workloads {

/// Unit of the accumulator that weight `weight` of a projection adds to, times 2^shift: what one
/// level is worth. 1 for float32. Where a kernel serves neurons of several units, that of the first
/// neuron of its channel.
class LevelValue {
 public:
  LevelValue(const Projection& projection, const PerNeuron& unit);
  /// Of a weight that leads to neuron `output`.
  double at_output(std::uint64_t output) const { return factor_ * unit_[output]; }
  bool quantized() const { return quantized_; }

 private:
  double factor_ = 1.0;
  bool quantized_ = false;
  PerNeuron unit_;
};

/// The target neuron that stands for a weight: the output of a matrix or list, the first neuron of
/// the channel of a kernel. Parallel to weights(connection).
std::vector<std::uint64_t> weight_outputs(const Connection& connection);

/// Parallel to weights(connection): the weight, or what its level stands for.
std::vector<double> written_weights(const Projection& projection, const PerNeuron& unit);

/// weights[out * inputs + in] of the connection; `written` as written_weights.
std::vector<double> as_matrix(const Connection& connection, const std::vector<double>& written);

/// The same of the whole way from a population of `sources` neurons, pooling included.
std::vector<double> unrolled(const Projection& projection, const std::vector<double>& written,
                             std::uint64_t sources);

}  // namespace engram::workloads
