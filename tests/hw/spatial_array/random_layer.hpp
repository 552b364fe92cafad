#pragma once

#include <optional>

#include "hw/spatial_array/layer_model.hpp"

namespace engram::hw {

/// A small layer with everything that running it needs.
struct RandomLayer {
  MachineSpec machine;
  LayerPlan plan;
  std::vector<ActiveInput> inputs;
  std::vector<std::uint8_t> weights;
  std::unique_ptr<Operands> operands() const {
    return operands_as_recorded(plan.shape, inputs, weights);
  }
};

/// Draws shape, machine, a legal tiling of `dataflow`, active inputs and weights. Scratchpads and
/// buffer are small, so that loops are cut.
RandomLayer random_layer(std::uint64_t seed, Dataflow dataflow);

}  // namespace engram::hw
