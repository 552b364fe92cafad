#include "hw/spatial_array/dataflow.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "hw/spatial_array/tile_walk.hpp"

namespace engram::hw {
namespace {

TEST(Dataflow, NamesAreReadBack) {
  for (const std::string& name : dataflow_names()) {
    ASSERT_TRUE(dataflow_from(name));
    EXPECT_EQ(to_string(*dataflow_from(name)), name);
  }
  EXPECT_FALSE(dataflow_from("input_stationary"));
}

TEST(Dataflow, EveryNestHasEachLoopOnceALevelAndCanBeRead) {
  for (const std::string& name : dataflow_names()) {
    const LoopNest& nest = loop_nest(*dataflow_from(name));
    EXPECT_EQ(std::set(nest.dram.begin(), nest.dram.end()).size(), 5U) << name;
    EXPECT_EQ(std::set(nest.buffer.begin(), nest.buffer.end()).size(), 5U) << name;
    const std::string text = nest.text;
    for (const char* level : {"DRAM", "buffer", "columns", "rows", "PE"}) {
      EXPECT_NE(text.find(level), std::string::npos) << name << " " << level;
    }
  }
}

/// 3 x 3 on 16 x 16, 8 -> 32 channels, on the paper's array.
LayerShape tiled_layer() {
  return {"layer", 4, 8, 32, 16, 16, 3, 3, 1, true};
}
Tiling legal() {
  return {{1, 16, 8, 16, 16}, {1, 16, 8, 16, 16}, 4, 2};
}

std::vector<std::string> faults(const Tiling& tiling,
                                Dataflow dataflow = Dataflow::row_stationary) {
  return tiling_faults(tiled_layer(), dataflow, tiling, MachineSpec{});
}

TEST(Tiling, LegalToTheLastPlace) {
  EXPECT_TRUE(faults(legal()).empty());
  Tiling rows = legal();
  rows.output_sets = 5;  // 3 x 5 x 2 of 24
  EXPECT_EQ(faults(rows).front(), "PE rows for the kernel rows of all sets: 30 needed, 24 there");
  Tiling sums = legal();
  sums.block[1] = sums.tile[1] = 32;
  sums.output_sets = 1;
  sums.input_sets = 8;
  EXPECT_EQ(faults(sums).front(), "words of a sum scratchpad: 32 needed, 24 there");
  Tiling batch = legal();
  batch.block[0] = 2;
  EXPECT_EQ(faults(batch).front(), "timesteps of a block: 2 needed, 1 there");
  EXPECT_TRUE(faults(batch, Dataflow::row_stationary_batched).empty());
}

TEST(Tiling, ABlockIsWholeTiles) {
  Tiling tiling = legal();
  tiling.block[1] = 24;
  EXPECT_EQ(faults(tiling).front(), "a block is a whole number of tiles, of at least 1 each");
  tiling.block[1] = 0;
  EXPECT_FALSE(faults(tiling).empty());
}

TEST(Tiling, TheBufferHoldsInputsAndUnfinishedSums) {
  MachineSpec machine;
  // 18 rows of 16 columns are on the image only in part: 16 x 16 x 8 inputs and 16 x 16 x 16 sums.
  machine.buffer = {16 * 16 * 8 / 8, 64, 1, 1};
  Tiling tiling = legal();
  EXPECT_TRUE(tiling_faults(tiled_layer(), Dataflow::row_stationary, tiling, machine).empty());
  --machine.buffer.words;
  EXPECT_EQ(tiling_faults(tiled_layer(), Dataflow::row_stationary, tiling, machine).front(),
            "buffer bits for the inputs and partial sums of a block: 16384 needed, 16320 there");
  tiling.tile[2] = 4;  // now sums wait for the other half of the channels
  machine.buffer.words = (16 * 16 * 8 + 16 * 16 * 16) / 8;
  EXPECT_TRUE(tiling_faults(tiled_layer(), Dataflow::row_stationary, tiling, machine).empty());
  --machine.buffer.words;
  EXPECT_FALSE(tiling_faults(tiled_layer(), Dataflow::row_stationary, tiling, machine).empty());
}

TEST(TileWalk, CoversEveryPlaceOnce) {
  for (const std::string& name : dataflow_names()) {
    const Tiling tiling{{4, 10, 8, 5, 16}, {1, 5, 3, 5, 7}, 1, 1};
    TileWalk walk(tiled_layer(), *dataflow_from(name), tiling);
    Count covered = 0;
    while (const auto pass = walk.next()) {
      Count places = 1;
      for (std::size_t loop = 0; loop < kDimensions; ++loop) {
        places *= pass->tile[loop].size();
        EXPECT_GE(pass->tile[loop].first, pass->block[loop].first);
        EXPECT_LE(pass->tile[loop].end, pass->block[loop].end);
      }
      covered += places;
    }
    EXPECT_EQ(covered, tiled_layer().operations() / 9) << name;
  }
}

}  // namespace
}  // namespace engram::hw
