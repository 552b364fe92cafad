#include "sim/spatial/drawn_operands.hpp"

#include <cmath>

#include "workloads/network/random.hpp"

namespace engram::sim {

std::vector<std::uint8_t> drawn_weights(const SpatialLayer& layer, std::uint64_t seed) {
  const Count weights = layer.shape.elements(hw::Tensor::weights);
  auto wanted =
      static_cast<Count>(std::llround(layer.weight_density * static_cast<double>(weights)));
  std::vector<std::uint8_t> drawn(weights, 0);
  workloads::RandomStream random(seed, workloads::hash_name(layer.shape.name + ".weights"));
  // Selection sampling: of what is left, so many of so many (Knuth, TAOCP 2, 3.4.2, algorithm S).
  for (Count at = 0; at < weights; ++at) {
    if (random.below(weights - at) >= wanted) continue;
    drawn[at] = 1;
    --wanted;
  }
  return drawn;
}

std::unique_ptr<hw::Operands> drawn_operands(const SpatialLayer& layer, std::uint64_t seed) {
  const hw::LayerShape& shape = layer.shape;
  workloads::RandomStream random(seed, workloads::hash_name(shape.name + ".inputs"));
  std::vector<hw::ActiveInput> inputs;
  for (std::uint32_t timestep = 0; timestep < shape.timesteps; ++timestep) {
    for (std::uint32_t channel = 0; channel < shape.inputs; ++channel) {
      for (std::uint32_t row = 0; row < shape.height; ++row) {
        for (std::uint32_t column = 0; column < shape.width; ++column) {
          if (random.unit() < layer.input_density)
            inputs.push_back({timestep, channel, row, column});
        }
      }
    }
  }
  return hw::operands_as_recorded(shape, inputs, drawn_weights(layer, seed));
}

}  // namespace engram::sim
