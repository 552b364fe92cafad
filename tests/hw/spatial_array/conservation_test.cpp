#include <gtest/gtest.h>

#include "tests/hw/spatial_array/random_layer.hpp"

/// What enters a level leaves it or is kept there, and what leaves one level enters the next.
namespace engram::hw {
namespace {

class Conservation : public testing::TestWithParam<Dataflow> {};

TEST_P(Conservation, EveryLevelAndTensorAfterEveryPass) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed);
    const RandomLayer layer = random_layer(seed, GetParam());
    const auto operands = layer.operands();
    LayerModel model(layer.plan, layer.machine, *operands);
    while (model.next()) {
      for (const TensorCounts& counts : model.counts().tensors) {
        ASSERT_EQ(counts.buffer.entered, counts.buffer.left + counts.buffer.kept);
        ASSERT_EQ(counts.array.entered, counts.array.left + counts.array.kept);
      }
    }
  }
}

TEST_P(Conservation, FromLevelToLevel) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed);
    const RandomLayer layer = random_layer(seed, GetParam());
    const LayerCounts counts = count_layer(layer.plan, layer.machine, *layer.operands());
    const TensorCounts& weights = counts.of(Tensor::weights);
    const TensorCounts& inputs = counts.of(Tensor::inputs);
    const TensorCounts& outputs = counts.of(Tensor::outputs);
    EXPECT_EQ(inputs.dram.elements_read, inputs.buffer.entered);
    EXPECT_EQ(inputs.noc_words, inputs.array.entered);
    EXPECT_EQ(weights.dram.elements_read,
              (layer.machine.buffer_weights ? weights.buffer : weights.array).entered);
    EXPECT_EQ(weights.noc_words, weights.array.entered);
    // Sums: what the buffer got came from the array or back from DRAM, and all of it went on.
    EXPECT_EQ(outputs.buffer.entered, outputs.array.left + outputs.dram.elements_read);
    const Count back_in = outputs.noc_words - outputs.array.left;
    EXPECT_EQ(outputs.buffer.left, back_in + outputs.dram.elements_written);
    EXPECT_EQ(outputs.buffer.kept, 0U);
    EXPECT_EQ(outputs.array.kept, 0U);
    // Every output is written once when it is complete, and as often more as it was read back.
    EXPECT_EQ(outputs.dram.elements_written,
              layer.plan.shape.elements(Tensor::outputs) + outputs.dram.elements_read);
  }
}

INSTANTIATE_TEST_SUITE_P(Dataflows, Conservation,
                         testing::Values(Dataflow::row_stationary, Dataflow::row_stationary_batched,
                                         Dataflow::output_stationary, Dataflow::weight_stationary));

}  // namespace
}  // namespace engram::hw
