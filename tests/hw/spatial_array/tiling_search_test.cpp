#include "hw/spatial_array/tiling_search.hpp"

#include <gtest/gtest.h>

#include "hw/spatial_array/layer_model.hpp"

namespace engram::hw {
namespace {

LayerShape searched_layer() {
  return {"layer", 4, 8, 16, 8, 8, 3, 3, 1, true};
}

double dram_bits(const LayerPlan& plan, const MachineSpec& machine) {
  const LayerCounts counts = count_layer(plan, machine, *operands_at_densities(plan.shape, 0.2, 1));
  Count bits = 0;
  for (const TensorCounts& tensor : counts.tensors) {
    bits += tensor.dram.bits_read + tensor.dram.bits_written;
  }
  return static_cast<double>(bits);
}

TEST(TilingSearch, FindsTheLeastCostAndSaysWhatItTried) {
  const MachineSpec machine;
  for (const std::string& name : dataflow_names()) {
    LayerPlan plan{searched_layer(), *dataflow_from(name), {}, 1};
    double least = 1e300;
    std::uint64_t calls = 0;
    const TilingChoice choice =
        search_tiling(plan.shape, plan.dataflow, machine, 1000000, [&](const Tiling& tiling) {
          EXPECT_TRUE(tiling_faults(plan.shape, plan.dataflow, tiling, machine).empty());
          plan.tiling = tiling;
          const double cost = dram_bits(plan, machine);
          least = std::min(least, cost);
          ++calls;
          return cost;
        });
    EXPECT_EQ(choice.cost, least) << name;
    EXPECT_EQ(choice.tried, calls) << name;
    EXPECT_LE(choice.tried, choice.legal) << name;
    plan.tiling = choice.tiling;
    EXPECT_EQ(dram_bits(plan, machine), least) << name;
  }
}

TEST(TilingSearch, TriesNoMoreThanTheBound) {
  const MachineSpec machine;
  std::uint64_t calls = 0;
  const auto count = [&](const Tiling&) { return static_cast<double>(++calls); };
  const TilingChoice choice =
      search_tiling(searched_layer(), Dataflow::row_stationary, machine, 7, count);
  EXPECT_EQ(calls, 7U);
  EXPECT_EQ(choice.tried, 7U);
  EXPECT_GT(choice.legal, 7U);
}

TEST(TilingSearch, RefusesALayerThatFitsNowhere) {
  MachineSpec machine;
  machine.rows = 2;  // of three kernel rows
  EXPECT_THROW(search_tiling(searched_layer(), Dataflow::row_stationary, machine, 10,
                             [](const Tiling&) { return 0.0; }),
               std::invalid_argument);
}

}  // namespace
}  // namespace engram::hw
