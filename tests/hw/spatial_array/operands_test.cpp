#include "hw/spatial_array/operands.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "hw/spatial_array/layer_model.hpp"
#include "workloads/network/random.hpp"

namespace engram::hw {
namespace {

/// 16 -> 32 channels, 3 x 3 on 24 x 24, 6 timesteps.
LayerShape recorded_layer() {
  return {"layer", 6, 16, 32, 24, 24, 3, 3, 1, true};
}

std::vector<ActiveInput> draw_inputs(const LayerShape& shape, double density) {
  workloads::RandomStream random(7, 0);
  std::vector<ActiveInput> inputs;
  for (std::uint32_t t = 0; t < shape.timesteps; ++t) {
    for (std::uint32_t c = 0; c < shape.inputs; ++c) {
      for (std::uint32_t y = 0; y < shape.height; ++y) {
        for (std::uint32_t x = 0; x < shape.width; ++x) {
          if (random.unit() < density) inputs.push_back({t, c, y, x});
        }
      }
    }
  }
  return inputs;
}

std::vector<std::uint8_t> draw_weights(const LayerShape& shape, double density) {
  workloads::RandomStream random(8, 0);
  std::vector<std::uint8_t> weights(shape.elements(Tensor::weights));
  for (auto& weight : weights) weight = random.unit() < density ? 1 : 0;
  return weights;
}

void expect_near(Count first, Count second, const char* what) {
  EXPECT_NEAR(static_cast<double>(first), static_cast<double>(second),
              0.05 * static_cast<double>(second))
      << what;
}

TEST(Operands, RecordedSpikesAndTheirDensityAgreeWithinFivePercent) {
  const LayerShape shape = recorded_layer();
  const auto inputs = draw_inputs(shape, 0.1);
  const auto weights = draw_weights(shape, 0.3);
  LayerPlan plan{
      shape, Dataflow::row_stationary, {{1, 16, 16, 8, 24}, {1, 16, 16, 8, 24}, 4, 2}, 1};
  MachineSpec machine;
  machine.dram_format = {TensorFormat{Compression::run_length, 5, false},
                         TensorFormat{Compression::run_length, 5, false}, TensorFormat{}};
  machine.buffer_format = machine.scratchpad_format = machine.dram_format;
  const LayerCounts recorded =
      count_layer(plan, machine, *operands_as_recorded(shape, inputs, weights));
  const double active =
      static_cast<double>(inputs.size()) / static_cast<double>(shape.elements(Tensor::inputs));
  const double stored = static_cast<double>(std::count(weights.begin(), weights.end(), 1)) /
                        static_cast<double>(weights.size());
  const LayerCounts expected =
      count_layer(plan, machine, *operands_at_densities(shape, active, stored));
  EXPECT_NE(recorded.performed, expected.performed) << "two ways to the counts, not one";
  expect_near(recorded.performed, expected.performed, "operations");
  expect_near(recorded.slots, expected.slots, "slots");
  expect_near(recorded.compute_cycles, expected.compute_cycles, "cycles");
  for (const Tensor tensor : {Tensor::weights, Tensor::inputs, Tensor::outputs}) {
    const TensorCounts& ours = recorded.of(tensor);
    const TensorCounts& theirs = expected.of(tensor);
    expect_near(ours.dram.bits_read, theirs.dram.bits_read, to_string(tensor));
    expect_near(ours.dram.bits_written, theirs.dram.bits_written, to_string(tensor));
    expect_near(ours.buffer_reads, theirs.buffer_reads, to_string(tensor));
    expect_near(ours.noc_bits, theirs.noc_bits, to_string(tensor));
    expect_near(ours.scratchpad_reads, theirs.scratchpad_reads, to_string(tensor));
    expect_near(ours.scratchpad_writes, theirs.scratchpad_writes, to_string(tensor));
  }
}

TEST(Operands, RefusesInputsOutsideAndTwice) {
  const LayerShape shape{"tiny", 1, 1, 1, 2, 2, 1, 1, 1, true};
  EXPECT_THROW(operands_as_recorded(shape, {{0, 0, 2, 0}}, {1}), std::invalid_argument);
  EXPECT_THROW(operands_as_recorded(shape, {{1, 0, 0, 0}}, {1}), std::invalid_argument);
  EXPECT_THROW(operands_as_recorded(shape, {{0, 0, 1, 1}, {0, 0, 1, 1}}, {1}),
               std::invalid_argument);
  EXPECT_THROW(operands_as_recorded(shape, {}, {1, 1}), std::invalid_argument);
}

}  // namespace
}  // namespace engram::hw
