#include "workloads/compress/prune.hpp"

#include <gtest/gtest.h>

#include "small_network.hpp"

/// Every method on weights small enough to prune by hand.
namespace engram::workloads {
namespace {

using Mask = PruneMask;

/// 2 outputs, 4 inputs: row-major (out, in).
SmallNetwork two_by_four() {
  SmallNetwork small({2, 1, 1});
  small.dense("d", {0.5F, -3.0F, 0.0F, 2.0F,  //
                    1.0F, 0.25F, -4.0F, -0.5F});
  return small;
}

Mask mask_of(const SmallNetwork& small, const PruneOptions& options,
             const std::vector<Mask>& before = {}) {
  return prune_masks(small.network, options, before).at(0);
}

TEST(Prune, MagnitudeTakesTheSmallest) {
  const SmallNetwork small = two_by_four();
  EXPECT_EQ(mask_of(small, {.sparsity = 0}), Mask(8, 1));
  EXPECT_EQ(mask_of(small, {.sparsity = 0.125}), (Mask{1, 1, 0, 1, 1, 1, 1, 1})) << "0 goes first";
  EXPECT_EQ(mask_of(small, {.sparsity = 0.25}), (Mask{1, 1, 0, 1, 1, 0, 1, 1}));
  EXPECT_EQ(mask_of(small, {.sparsity = 0.375}), (Mask{0, 1, 0, 1, 1, 0, 1, 1}))
      << "0.5 and -0.5 tie: the lower index goes";
  EXPECT_EQ(mask_of(small, {.sparsity = 0.5}), (Mask{0, 1, 0, 1, 1, 0, 1, 0}));
  EXPECT_EQ(mask_of(small, {.sparsity = 0.99}), Mask(8, 0)) << "7.92 rounds to 8";
}

TEST(Prune, AGlobalChoiceComparesProjections) {
  SmallNetwork small({2, 1, 1});
  small.dense("big", {10.0F, 20.0F, 30.0F, 40.0F});
  small.dense("little", {1.0F, 2.0F, 3.0F, 4.0F});
  small.dense("own", {0.1F, 0.2F, 0.3F, 0.4F});
  PruneOptions options{.sparsity = 0.5, .projections = {{"own", 0.25}}};
  EXPECT_EQ(prune_masks(small.network, options),
            (std::vector<Mask>{{0, 0, 1, 1}, {0, 0, 1, 1}, {0, 1, 1, 1}}));
  options.global = true;
  EXPECT_EQ(prune_masks(small.network, options),
            (std::vector<Mask>{{1, 1, 1, 1}, {0, 0, 0, 0}, {0, 1, 1, 1}}));
}

TEST(Prune, NOfMKeepsTheLargestOfNeighbouringInputs) {
  SmallNetwork small({2, 1, 1});
  small.dense("d", {1.0F, -4.0F, 3.0F, 2.0F, 5.0F, 0.5F,  //
                    1.0F, 1.0F, 1.0F, 1.0F, 0.0F, 7.0F});
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::n_of_m}), (Mask{0, 1, 1, 0, 1, 1,  //
                                                                   0, 0, 1, 1, 1, 1}))
      << "at a tie the lower indices go; the last group has 2 inputs";
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::n_of_m, .n = 1, .m = 3}),
            (Mask{0, 1, 0, 0, 1, 0,  //
                  0, 0, 1, 0, 0, 1}));
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::n_of_m, .n = 1, .m = 3},
                    {{1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}}),
            (Mask{0, 0, 1, 0, 1, 0,  //
                  0, 0, 1, 0, 0, 1}))
      << "what was pruned before makes room for no other than the next largest";
}

TEST(Prune, RowsAndColumnsGoWhole) {
  const SmallNetwork small = two_by_four();  // rows: 1.5, 3.25, 4, 2.5; columns: 5.5, 5.75
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::rows, .sparsity = 0.25}),
            (Mask{0, 1, 1, 1, 0, 1, 1, 1}));
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::rows, .sparsity = 0.5}),
            (Mask{0, 1, 1, 0, 0, 1, 1, 0}));
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::rows, .sparsity = 0.37}),
            (Mask{0, 1, 1, 1, 0, 1, 1, 1}))
      << "2.96 of 8 weights: one row is nearer than two";
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::columns, .sparsity = 0.5}),
            (Mask{0, 0, 0, 0, 1, 1, 1, 1}));
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::columns, .sparsity = 0.2}), Mask(8, 1))
      << "1.6 of 8 weights: no column is nearer than one";
}

/// 2 input channels, 2 output channels, 1 x 2 kernels on 1 x 3 maps.
SmallNetwork small_convolution() {
  ConvGeometry g;
  g.in_channels = 2;
  g.in_height = 1;
  g.in_width = 3;
  g.out_channels = 2;
  g.out_height = 1;
  g.out_width = 2;
  g.kernel_height = 1;
  g.kernel_width = 2;
  SmallNetwork small({2, 1, 2});
  small.conv("c", g, {1.0F, 2.0F, -3.0F, 4.0F, 5.0F, 6.0F, 0.5F, -0.5F});
  return small;
}

TEST(Prune, AConvolutionIsPrunedByChannelsAndKernels) {
  const SmallNetwork small = small_convolution();
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::kernels, .sparsity = 0.25}),
            (Mask{1, 1, 1, 1, 1, 1, 0, 0}));
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::kernels, .sparsity = 0.5}),
            (Mask{0, 0, 1, 1, 1, 1, 0, 0}));
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::rows, .sparsity = 0.5}),
            (Mask{1, 1, 0, 0, 1, 1, 0, 0}))
      << "input channels: 14 and 8";
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::columns, .sparsity = 0.5}),
            (Mask{0, 0, 0, 0, 1, 1, 1, 1}))
      << "output channels: 10 and 12";
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::n_of_m, .n = 1, .m = 2}),
            (Mask{0, 0, 1, 1, 1, 1, 0, 0}))
      << "of a tap, input channel against input channel";
}

TEST(Prune, ListedSynapsesAreGroupedByWhatTheyJoin) {
  SmallNetwork small({2, 1, 1});
  small.sparse("s", {3, 2, {0, 2, 3, 5}, {0, 1, 1, 0, 1}, {1.0F, 9.0F, 2.0F, 3.0F, 0.5F}});
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::rows, .sparsity = 0.2}), (Mask{1, 1, 0, 1, 1}));
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::columns, .sparsity = 0.4}),
            (Mask{0, 1, 1, 0, 1}));
  EXPECT_EQ(mask_of(small, {.method = PruneMethod::n_of_m, .n = 1, .m = 2}), (Mask{1, 1, 0, 1, 1}))
      << "inputs 0 and 1 of output 1: 9 stays, 2 goes";
}

TEST(Prune, AnOwnSparsityOfNothingLeavesAProjectionAlone) {
  SmallNetwork small({2, 1, 1});
  small.dense("first", {1.0F, 2.0F, 3.0F, 4.0F});
  small.dense("second", {1.0F, 2.0F, 3.0F, 4.0F});
  for (const std::string& name : prune_method_names()) {
    if (name == "kernels") continue;  // the other one is no convolution
    const PruneOptions options{.method = *prune_method_from(name),
                               .sparsity = 0.5,
                               .n = 1,
                               .m = 2,
                               .projections = {{"first", 0.0}}};
    const std::vector<Mask> masks = prune_masks(small.network, options);
    EXPECT_EQ(masks[0], Mask(4, 1)) << name;
    EXPECT_NE(masks[1], Mask(4, 1)) << name;
  }
}

TEST(Prune, AppliedMasksMakeWeightsLevelsAndCodesZero) {
  SmallNetwork small = two_by_four();
  Projection& projection = small.network.graph[small.network.projections()[0]];
  projection.quantization.levels = {2, -12, 0, 8, 4, 1, -16, -2};
  projection.quantization.codes = {1, 2, 0, 3, 4, 5, 6, 7};
  const auto reports = apply_masks(small.network, {{0, 1, 0, 1, 1, 0, 1, 1}});
  EXPECT_EQ(weights(projection.connection),
            (std::vector<float>{0.0F, -3.0F, 0.0F, 2.0F, 1.0F, 0.0F, -4.0F, -0.5F}));
  EXPECT_EQ(projection.quantization.levels,
            (std::vector<std::int32_t>{0, -12, 0, 8, 4, 0, -16, -2}));
  EXPECT_EQ(projection.quantization.codes, (std::vector<std::uint32_t>{0, 2, 0, 3, 4, 0, 6, 7}));
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].projection, "d");
  EXPECT_EQ(reports[0].weights, 8U);
  EXPECT_EQ(reports[0].zeros_before, 1U);
  EXPECT_EQ(reports[0].pruned, 2U) << "the third was 0 already";
  EXPECT_EQ(small.out().step.threshold[0], 1.0);
  EXPECT_EQ(small.out().unit[0], 1.0);
}

TEST(Prune, NoMaskKeepsAll) {
  SmallNetwork small = two_by_four();
  const std::vector<float> before = weights(small.projection(0).connection);
  EXPECT_EQ(apply_masks(small.network, {{}})[0].pruned, 0U);
  EXPECT_EQ(weights(small.projection(0).connection), before);
}

}  // namespace
}  // namespace engram::workloads
