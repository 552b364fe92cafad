#include <gtest/gtest.h>

#include "hw/spatial_array/layer_model.hpp"

/// Gating saves energy, skipping time too; on inputs, on weights.
namespace engram::hw {
namespace {

LayerCounts run(ZeroHandling inputs, ZeroHandling weights) {
  MachineSpec machine;
  machine.zero_inputs = inputs;
  machine.zero_weights = weights;
  const LayerPlan plan{{"layer", 2, 8, 16, 8, 8, 1, 1, 1, true},
                       Dataflow::row_stationary,
                       {{1, 16, 8, 8, 8}, {1, 16, 8, 8, 8}, 2, 4},
                       1};
  return count_layer(plan, machine, *operands_at_densities(plan.shape, 0.25, 0.5));
}

TEST(ZeroHandling, SlotsAndOperations) {
  using enum ZeroHandling;
  const Count all = 2 * 8 * 16 * 64;
  const auto expect = [&](ZeroHandling inputs, ZeroHandling weights, Count slots, Count performed) {
    const LayerCounts counts = run(inputs, weights);
    EXPECT_EQ(counts.algorithmic, all);
    EXPECT_EQ(counts.slots, slots);
    EXPECT_EQ(counts.performed, performed);
    EXPECT_EQ(counts.of(Tensor::weights).scratchpad_reads, performed);
    EXPECT_EQ(counts.compute_cycles, slots / (8 * 8));
  };
  expect(compute, compute, all, all);
  expect(gate, compute, all, all / 4);
  expect(compute, gate, all, all / 2);
  expect(gate, gate, all, all / 8);
  expect(skip, compute, all / 4, all / 4);
  expect(compute, skip, all / 2, all / 2);
  expect(skip, gate, all / 4, all / 8);
  expect(gate, skip, all / 2, all / 8);
  expect(skip, skip, all / 8, all / 8);
}

}  // namespace
}  // namespace engram::hw
