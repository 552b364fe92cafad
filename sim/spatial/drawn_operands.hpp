#pragma once

#include "hw/spatial_array/operands.hpp"
#include "sim/config/spatial_config.hpp"

namespace engram::sim {

/// Zeros drawn at the layer's densities: weights with exactly the nearest number of zeros, inputs
/// each by itself. The same for a seed, whatever the other layers are.
std::unique_ptr<hw::Operands> drawn_operands(const SpatialLayer& layer, std::uint64_t seed);

/// A byte a weight, 1 where it is not 0; exactly round(density x weights) are 1.
std::vector<std::uint8_t> drawn_weights(const SpatialLayer& layer, std::uint64_t seed);

}  // namespace engram::sim
