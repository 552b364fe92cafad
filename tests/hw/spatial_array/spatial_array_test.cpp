#include "hw/spatial_array/spatial_array.hpp"

#include <gtest/gtest.h>

#include "tests/hw/spatial_array/brute_nest.hpp"

/// The machine in SystemC: its counts against a loop nest walked element by element, its time
/// against passes laid side by side by hand.
namespace engram::hw {
namespace {

constexpr int kLayers = 25;

/// Layers of a dataflow, each on the machine that was drawn for it.
void expect_brute_counts(Dataflow dataflow) {
  std::unique_ptr<SpatialArray> array;
  for (std::uint64_t seed = 1; seed <= kLayers; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomLayer layer = random_layer(seed * 100 + static_cast<std::uint64_t>(dataflow), dataflow);
    if (!array) array = std::make_unique<SpatialArray>(layer.machine);
    LayerCounts counts = array->run(layer.plan, *layer.operands(), layer.machine);
    EXPECT_GE(counts.cycles, counts.compute_cycles);
    EXPECT_GE(counts.cycles, counts.dram_cycles);
    EXPECT_LE(counts.cycles, counts.compute_cycles + counts.dram_cycles + counts.buffer_cycles +
                                 counts.noc_cycles);
    counts.cycles = counts.compute_cycles = counts.dram_cycles = 0;
    counts.buffer_cycles = counts.noc_cycles = 0;
    const LayerCounts brute = brute_counts(layer);
    for (const Tensor tensor : {Tensor::weights, Tensor::inputs, Tensor::outputs}) {
      EXPECT_TRUE(counts.of(tensor) == brute.of(tensor)) << to_string(tensor);
    }
    EXPECT_EQ(counts.passes, brute.passes);
    EXPECT_EQ(counts.slots, brute.slots);
    EXPECT_EQ(counts.performed, brute.performed);
    EXPECT_EQ(counts.reductions, brute.reductions);
    EXPECT_TRUE(counts == brute);
  }
}

TEST(SpatialArray, RowStationaryCountsEqualALoopNest) {
  expect_brute_counts(Dataflow::row_stationary);
}
TEST(SpatialArray, BatchedRowStationaryCountsEqualALoopNest) {
  expect_brute_counts(Dataflow::row_stationary_batched);
}
TEST(SpatialArray, OutputStationaryCountsEqualALoopNest) {
  expect_brute_counts(Dataflow::output_stationary);
}
TEST(SpatialArray, WeightStationaryCountsEqualALoopNest) {
  expect_brute_counts(Dataflow::weight_stationary);
}

/// A dense layer of 1 x 4 weights that takes four passes: 64 cycles of DRAM for its weights each,
/// one slot of work.
struct Passes {
  MachineSpec machine;
  LayerPlan plan;
  Passes() {
    machine.rows = machine.columns = 1;
    machine.width = {64, 64, 64};
    machine.sum_bits = 64;
    machine.noc.words_per_cycle = machine.buffer.words_per_cycle = 1000;
    plan.shape = {"passes", 1, 1, 4, 1, 1, 1, 1, 1, true};
    plan.tiling.block = plan.tiling.tile = {1, 1, 1, 1, 1};
  }
};

TEST(SpatialArray, ReadsAheadWhileTheArrayWorks) {
  Passes passes;
  passes.machine.dram.bits_per_cycle = 1;
  SpatialArray array(passes.machine);
  const auto operands = operands_at_densities(passes.plan.shape, 1, 1);
  const LayerCounts counts = array.run(passes.plan, *operands);
  // Reads: 128 (weight and input), then 64 each for three more; writes of 64 come in between.
  EXPECT_EQ(counts.dram_cycles, 128U + 3 * 64 + 4 * 64);
  // Read 0 to 128, pass 0 to 129, meanwhile read to 192: the write of pass 0 waits for it. From
  // there to the last write DRAM never rests.
  EXPECT_EQ(counts.cycles, 128U + 3 * 64 + 4 * 64);
}

TEST(SpatialArray, AnArrayThatIsSlowerHidesDram) {
  Passes passes;
  passes.machine.dram.bits_per_cycle = 64;
  passes.machine.noc.words_per_cycle = 1;  // a pass sends a weight, an input and a sum: 3 cycles
  SpatialArray array(passes.machine);
  const auto operands = operands_at_densities(passes.plan.shape, 1, 1);
  const LayerCounts counts = array.run(passes.plan, *operands);
  // The first read takes 2 cycles, then four passes of 3, then the last write.
  EXPECT_EQ(counts.cycles, 2U + 4 * 3 + 1);
}

TEST(SpatialArray, RefusesATilingThatDoesNotFitWithAllReasons) {
  Passes passes;
  passes.plan.tiling.tile = passes.plan.tiling.block = {1, 4, 1, 1, 1};
  passes.machine.sum_scratchpad.words = 3;
  passes.machine.weight_scratchpad.words = 3;
  SpatialArray array(passes.machine);
  try {
    array.run(passes.plan, *operands_at_densities(passes.plan.shape, 1, 1));
    FAIL() << "accepted";
  } catch (const std::invalid_argument& fault) {
    EXPECT_STREQ(fault.what(),
                 "passes: words of a weight scratchpad: 4 needed, 3 there; words of a sum "
                 "scratchpad: 4 needed, 3 there");
  }
}

TEST(SpatialArray, OneAProcess) {
  Passes passes;
  SpatialArray array(passes.machine);
  EXPECT_THROW(SpatialArray(passes.machine), std::logic_error);
}

}  // namespace
}  // namespace engram::hw
