#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "small_network.hpp"
#include "workloads/compress/prune.hpp"
#include "workloads/compress/weight_places.hpp"
#include "workloads/network/geometry.hpp"
#include "workloads/network/random.hpp"

/// What every choice must keep, on drawn networks with many equal and zero weights.
namespace engram::workloads {
namespace {

std::vector<float> drawn(std::size_t count, RandomStream& random) {
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(random.below(9)) * 0.25F - 1.0F;
  return values;
}

/// A convolution and a dense projection onto one map.
SmallNetwork drawn_network() {
  RandomStream random(*rc::gen::inRange<std::uint64_t>(0, 1 << 20), 1);
  const std::uint32_t groups = *rc::gen::inRange(1U, 3U);
  const Shape in{groups * *rc::gen::inRange(1U, 4U), 4, 3};
  const ConvGeometry g =
      conv_geometry(in, groups * *rc::gen::inRange(1U, 4U),
                    {.kernel_y = *rc::gen::inRange(1U, 4U), .kernel_x = 2}, groups);
  SmallNetwork small(output_shape(g));
  small.conv("conv", g, drawn(kernel_size(g), random));
  const std::size_t inputs = *rc::gen::inRange<std::size_t>(1, 12);
  small.dense("dense", drawn(inputs * small.out().shape.size(), random));
  return small;
}

std::uint64_t zeros(const PruneMask& mask) {
  return static_cast<std::uint64_t>(std::count(mask.begin(), mask.end(), 0));
}

std::uint64_t rounded(double sparsity, std::size_t weights) {
  return static_cast<std::uint64_t>(std::llround(sparsity * static_cast<double>(weights)));
}

double drawn_sparsity() {
  return *rc::gen::inRange(0, 100) / 100.0;
}

/// Whatever goes is no larger than whatever stays; at equal size it has the lower index.
void check_smallest_went(const std::vector<float>& values, const PruneMask& mask) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t k = 0; k < values.size(); ++k) {
      if (mask[i] != 0 || mask[k] == 0) continue;
      const float gone = std::fabs(values[i]), kept = std::fabs(values[k]);
      RC_ASSERT(gone < kept || (gone == kept && i < k));
    }
  }
}

TEST(PruneProperty, MagnitudeTakesExactlySoManyOfTheSmallest) {
  EXPECT_TRUE(rc::check([] {
    const SmallNetwork small = drawn_network();
    const double sparsity = drawn_sparsity();
    const auto masks = prune_masks(small.network, {.sparsity = sparsity});
    for (std::size_t p = 0; p < 2; ++p) {
      const auto& values = weights(small.projection(p).connection);
      RC_ASSERT(zeros(masks[p]) == rounded(sparsity, values.size()));
      check_smallest_went(values, masks[p]);
    }
    const auto global = prune_masks(small.network, {.sparsity = sparsity, .global = true});
    std::vector<float> all;
    PruneMask together;
    for (std::size_t p = 0; p < 2; ++p) {
      const auto& values = weights(small.projection(p).connection);
      all.insert(all.end(), values.begin(), values.end());
      together.insert(together.end(), global[p].begin(), global[p].end());
    }
    RC_ASSERT(zeros(together) == rounded(sparsity, all.size()));
    check_smallest_went(all, together);
  }));
}

TEST(PruneProperty, RandomTakesExactlySoManyAndFollowsTheSeed) {
  EXPECT_TRUE(rc::check([] {
    const SmallNetwork small = drawn_network();
    const PruneOptions options{.method = PruneMethod::random,
                               .sparsity = drawn_sparsity(),
                               .global = *rc::gen::arbitrary<bool>(),
                               .seed = *rc::gen::inRange<std::uint64_t>(0, 1000)};
    const auto masks = prune_masks(small.network, options);
    const std::size_t all = masks[0].size() + masks[1].size();
    if (options.global) {
      RC_ASSERT(zeros(masks[0]) + zeros(masks[1]) == rounded(options.sparsity, all));
    } else {
      RC_ASSERT(zeros(masks[0]) == rounded(options.sparsity, masks[0].size()));
    }
    RC_ASSERT(prune_masks(small.network, options) == masks);
  }));
}

TEST(PruneProperty, MasksNestOverThoseBefore) {
  EXPECT_TRUE(rc::check([] {
    SmallNetwork small = drawn_network();
    PruneOptions options;
    options.method =
        *rc::gen::element(PruneMethod::magnitude, PruneMethod::random, PruneMethod::n_of_m,
                          PruneMethod::rows, PruneMethod::columns);
    options.n = 1;
    options.m = *rc::gen::inRange(2U, 5U);
    std::vector<PruneMask> before;
    std::vector<double> sparsity{drawn_sparsity(), drawn_sparsity(), drawn_sparsity()};
    std::sort(sparsity.begin(), sparsity.end());
    for (const double next : sparsity) {
      options.sparsity = next;
      const auto masks = prune_masks(small.network, options, before);
      for (std::size_t p = 0; p < before.size(); ++p) {
        for (std::size_t i = 0; i < masks[p].size(); ++i) RC_ASSERT(masks[p][i] <= before[p][i]);
      }
      before = masks;
      // Weights move between two steps, as in training.
      for (const ProjectionId id : small.network.projections()) {
        for (float& value : weights(small.network.graph[id].connection)) value = 1.0F - value;
      }
    }
  }));
}

TEST(PruneProperty, NOfMLeavesAtMostNInEveryBlock) {
  EXPECT_TRUE(rc::check([] {
    const SmallNetwork small = drawn_network();
    PruneOptions options{.method = PruneMethod::n_of_m};
    options.m = *rc::gen::inRange(2U, 6U);
    options.n = *rc::gen::inRange(1U, options.m);
    const auto masks = prune_masks(small.network, options);
    for (std::size_t p = 0; p < 2; ++p) {
      const WeightPlaces at = weight_places(small.projection(p).connection);
      std::map<std::array<std::uint32_t, 3>, std::pair<unsigned, unsigned>> blocks;
      for (std::size_t i = 0; i < masks[p].size(); ++i) {
        auto& [size, kept] = blocks[{at.output[i], at.tap[i], at.input[i] / options.m}];
        ++size;
        kept += masks[p][i];
      }
      for (const auto& [place, block] : blocks) {
        RC_ASSERT(block.second == std::min(block.first, options.n));
      }
    }
  }));
}

TEST(PruneProperty, RowsColumnsAndKernelsGoWholeUpToTheNearestCount) {
  EXPECT_TRUE(rc::check([] {
    const SmallNetwork small = drawn_network();
    PruneOptions options{.sparsity = drawn_sparsity(), .projections = {{"dense", 0.0}}};
    options.method =
        *rc::gen::element(PruneMethod::rows, PruneMethod::columns, PruneMethod::kernels);
    const PruneMask mask = prune_masks(small.network, options)[0];
    const WeightPlaces at = weight_places(small.projection(0).connection);
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<std::size_t, std::size_t>> units;
    for (std::size_t i = 0; i < mask.size(); ++i) {
      const bool by_row = options.method == PruneMethod::rows;
      const bool by_column = options.method == PruneMethod::columns;
      auto& [size, gone] = units[{by_row ? 0 : at.output[i], by_column ? 0 : at.input[i]}];
      ++size;
      gone += mask[i] == 0;
    }
    std::size_t largest = 0;
    for (const auto& [unit, counts] : units) {
      RC_ASSERT(counts.second == 0 || counts.second == counts.first);
      largest = std::max(largest, counts.first);
    }
    const double wanted = options.sparsity * static_cast<double>(mask.size());
    RC_ASSERT(std::fabs(static_cast<double>(zeros(mask)) - wanted) <=
              static_cast<double>(largest) / 2);
  }));
}

}  // namespace
}  // namespace engram::workloads
