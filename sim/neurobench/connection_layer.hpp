#pragma once

#include <span>
#include <vector>

#include "energy/units.hpp"
#include "workloads/network/network.hpp"

namespace engram::sim {

/// What enters one input of a connection in one timestep.
struct LayerInput {
  std::uint32_t input = 0;
  double value = 0;
};

/// Operations of one call of a layer: a call a timestep.
struct LayerCall {
  Count effective = 0;   ///< products of an input and a weight that both are not 0
  bool spiking = false;  ///< all inputs are -1, 0 or 1: the operations are accumulates, else MACs
};

/// A connection as NeuroBench counts it: a Linear or Conv2d layer (Yik et al. 2025, "The neurobench
/// framework for benchmarking neuromorphic computing algorithms and systems", Nat. Commun.; the
/// harness's `SynapticOperations`, `ConnectionSparsity`, `ParameterCount`). Biases, pooling and the
/// padding of a convolution never count. A list of synapses is a Linear layer whose other weights
/// are 0.
class ConnectionLayer {
 public:
  /// `projection` need not outlive this.
  explicit ConnectionLayer(const workloads::Projection& projection);

  Count weights() const { return weights_; }
  Count zero_weights() const { return zero_weights_; }
  /// Bits of all weights, zeros too, and of the tables that codes name entries of.
  Count weight_bits() const { return weight_bits_; }
  /// Operations of a call if no input and no weight were 0.
  Count dense() const { return dense_; }
  /// Inputs that are not listed are 0. Precondition: each is listed once.
  LayerCall call(std::span<const LayerInput> inputs) const;

 private:
  Count weights_ = 0, zero_weights_ = 0, weight_bits_ = 0, dense_ = 0;
  std::vector<Count> synapses_;  ///< by input: position pairs whose weight is not 0
};

}  // namespace engram::sim
