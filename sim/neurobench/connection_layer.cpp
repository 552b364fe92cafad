#include "sim/neurobench/connection_layer.hpp"

namespace engram::sim {
namespace {

using workloads::Projection;

bool is_zero(const Projection& projection, std::uint64_t weight) {
  const workloads::Quantization& quantization = projection.quantization;
  if (quantization.format.kind != WeightKind::float32) return quantization.levels[weight] == 0;
  return workloads::weights(projection.connection)[weight] == 0.0F;
}

Count table_bits(const workloads::Quantization& quantization) {
  if (!quantization.codebook) return 0;
  const Codebook& book = *quantization.codebook;
  return Count{book.levels.size()} * book.shape.entry_bits +
         Count{book.axon_type.size()} * book.shape.type_bits();
}

}  // namespace

ConnectionLayer::ConnectionLayer(const Projection& projection) {
  const Count inputs = workloads::inputs(projection.connection);
  const Count listed = workloads::weights(projection.connection).size();
  Count zeros = 0;
  for (Count weight = 0; weight < listed; ++weight) zeros += is_zero(projection, weight) ? 1 : 0;
  synapses_.assign(inputs, 0);
  for (std::uint32_t input = 0; input < inputs; ++input) {
    workloads::for_each_synapse(projection.connection, input,
                                [&](std::uint32_t, std::uint32_t, std::uint64_t weight) {
                                  ++dense_;
                                  if (!is_zero(projection, weight)) ++synapses_[input];
                                });
  }
  weights_ = listed;
  if (std::holds_alternative<workloads::Sparse>(projection.connection)) {
    weights_ = dense_ = inputs * workloads::outputs(projection.connection);
  }
  zero_weights_ = weights_ - (listed - zeros);
  weight_bits_ =
      weights_ * projection.quantization.format.bits + table_bits(projection.quantization);
}

LayerCall ConnectionLayer::call(std::span<const LayerInput> inputs) const {
  LayerCall call{0, true};
  for (const LayerInput& one : inputs) {
    if (one.value == 0) continue;
    call.effective += synapses_[one.input];
    call.spiking = call.spiking && (one.value == 1 || one.value == -1);
  }
  return call;
}

}  // namespace engram::sim
