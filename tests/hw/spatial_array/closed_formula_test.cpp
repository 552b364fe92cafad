#include <gtest/gtest.h>

#include "hw/spatial_array/layer_model.hpp"

/// DRAM traffic of each dataflow for a layer that divides evenly, against its closed formula.
namespace engram::hw {
namespace {

/// T 4, C 8, M 16, 8 x 8, kernel 1 x 1: no halo. Everything is dense, 64 bits an element.
struct Even {
  MachineSpec machine;
  LayerPlan plan;
  Even() {
    machine.width = {64, 64, 64};
    machine.sum_bits = 64;
    plan.shape = {"even", 4, 8, 16, 8, 8, 1, 1, 1, true};
    machine.rows = machine.columns = 8;
  }
  LayerCounts counts() const {
    EXPECT_TRUE(tiling_faults(plan.shape, plan.dataflow, plan.tiling, machine).empty());
    return count_layer(plan, machine, *operands_at_densities(plan.shape, 1, 1));
  }
};

constexpr Count kT = 4, kC = 8, kM = 16, kPixels = 64, kWeights = kC * kM;

void expect_dram(const LayerCounts& counts, Count weights, Count inputs, Count sums_back) {
  EXPECT_EQ(counts.of(Tensor::weights).dram.bits_read, 64 * weights);
  EXPECT_EQ(counts.of(Tensor::inputs).dram.bits_read, 64 * inputs);
  EXPECT_EQ(counts.of(Tensor::outputs).dram.bits_read, 64 * sums_back);
  EXPECT_EQ(counts.of(Tensor::outputs).dram.bits_written, 64 * (kT * kM * kPixels + sums_back));
}

TEST(ClosedFormula, RowStationaryFetchesWeightsEachTimestepAndRowTile) {
  Even even;
  even.plan.tiling = {{1, 4, 8, 2, 8}, {1, 4, 4, 2, 8}, 1, 1};
  const Count row_tiles = 8 / 2;
  expect_dram(even.counts(), kT * row_tiles * kWeights, kT * kC * kPixels, 0);
}

TEST(ClosedFormula, WeightsThatFitTheArrayAreFetchedOnce) {
  Even even;
  even.plan.tiling = {{1, 16, 8, 2, 8}, {1, 16, 8, 2, 8}, 1, 1};
  expect_dram(even.counts(), kWeights, kT * kC * kPixels, 0);
}

TEST(ClosedFormula, TimeBatchingFetchesWeightsOnceForAllTimestepsOfABlock) {
  Even even;
  even.plan.dataflow = Dataflow::row_stationary_batched;
  for (const std::uint32_t block : {1U, 2U, 4U}) {
    even.plan.tiling = {{block, 4, 8, 2, 8}, {1, 4, 4, 2, 8}, 1, 1};
    expect_dram(even.counts(), kT / block * (8 / 2) * kWeights, kT * kC * kPixels, 0);
  }
}

TEST(ClosedFormula, BlocksOfInputChannelsFetchInputsForEachOutputTile) {
  Even even;
  even.plan.tiling = {{1, 4, 4, 2, 8}, {1, 4, 4, 2, 8}, 1, 1};
  expect_dram(even.counts(), kT * (8 / 2) * kWeights, kT * (kM / 4) * kC * kPixels, 0);
}

TEST(ClosedFormula, OutputStationaryFetchesWeightsForEveryTileOfPlaces) {
  Even even;
  even.plan.dataflow = Dataflow::output_stationary;
  even.plan.tiling = {{1, 8, 8, 2, 8}, {1, 8, 4, 2, 8}, 1, 1};
  const LayerCounts counts = even.counts();
  expect_dram(counts, kT * (8 / 2) * kWeights, kT * kC * kPixels, 0);
  // Sums never leave the PEs before they are complete.
  EXPECT_EQ(counts.of(Tensor::outputs).noc_words, kT * kM * kPixels);
}

TEST(ClosedFormula, WeightStationaryFetchesWeightsOnceAndSumsAgainForEachBlockOfInputs) {
  Even even;
  even.plan.dataflow = Dataflow::weight_stationary;
  even.plan.tiling = {{1, 8, 4, 8, 8}, {1, 8, 4, 8, 8}, 1, 1};
  const Count input_blocks = kC / 4, output_blocks = kM / 8;
  expect_dram(even.counts(), kWeights, output_blocks * kT * kC * kPixels,
              (input_blocks - 1) * kT * kM * kPixels);
}

TEST(ClosedFormula, AHaloIsFetchedWithEachRowTile) {
  Even even;
  even.plan.shape.kernel_height = even.plan.shape.kernel_width = 3;
  even.plan.tiling = {{1, 4, 8, 2, 8}, {1, 4, 4, 2, 8}, 1, 1};
  // Four tiles of two rows see 3, 4, 4 and 3 rows.
  const LayerCounts counts = even.counts();
  EXPECT_EQ(counts.of(Tensor::inputs).dram.elements_read, kT * kC * 8 * (3 + 4 + 4 + 3));
}

}  // namespace
}  // namespace engram::hw
