#include <gtest/gtest.h>

#include "memory/controller.hpp"
#include "memory/learning_controller.hpp"
#include "memory/reencode.hpp"
#include "small_images.hpp"

/// Errors and updates on shared kernels, worked out by hand. Taps in rows, output channels across:
/// {1, 9}, {2, 0}, {3, b}, {4, c}. Words: pointers, metadata, weights, axon types, codebook,
/// reverse pointers, reverse list.
namespace engram {
namespace {

using small_images::small_convolution;
using small_images::words;
using Hex = std::vector<std::string>;
using Words = std::array<Count, kRegionKinds>;

struct Reached {
  std::uint32_t axon, code, kernel_weight;
  friend bool operator==(const Reached&, const Reached&) = default;
};

std::vector<Reached> reached(const ColumnRead& read) {
  std::vector<Reached> all;
  for (const ColumnSynapse& s : read.synapses) all.push_back({s.axon, s.code, s.kernel_weight});
  return all;
}

ColumnRead error_on(const MemoryImage& image, std::uint32_t target) {
  ColumnRead read;
  make_learning_controller(image)->read_column(target, read);
  return read;
}

/// 1 x 2 x 2 inputs and outputs, kernel 3 x 3 with codes 1 to 9, padded by one.
SynapseMatrix padded_convolution() {
  ConvSlice slice;
  ConvGeometry& g = slice.geometry;
  g.in_channels = g.out_channels = 1;
  g.in_height = g.in_width = g.out_height = g.out_width = 2;
  g.kernel_height = g.kernel_width = 3;
  g.pad_y = g.pad_x = 1;
  slice.axon_input = {0, 1, 2, 3};
  slice.kernel = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  return conv_matrix(slice, {WeightKind::uniform, 5}, 4);
}

TEST(GoldenKernelLearning, FunctionalSwapsItsRoles) {
  const MemoryImage image = encode(small_convolution(0, 8), {Encoding::functional, {}, {8, true}});
  const ColumnRead first = error_on(image, 0);  // channel 0 at (0, 0)
  EXPECT_EQ(reached(first), (std::vector<Reached>{{0, 1, 0}, {1, 2, 1}, {3, 3, 2}, {4, 4, 3}}));
  EXPECT_EQ(first.words, (Words{0, 0, 4}));
  EXPECT_EQ(first.addresses, 4u);
  const ColumnRead last = error_on(image, 7);  // channel 1 at (1, 1)
  EXPECT_EQ(reached(last), (std::vector<Reached>{{4, 9, 4}, {5, 0, 5}, {7, 0xb, 6}, {8, 0xc, 7}}));
}

TEST(GoldenKernelLearning, BordersClip) {
  const MemoryImage image = encode(padded_convolution(), {Encoding::functional, {}, {8, true}});
  // At (0, 0) only taps (1, 1) (1, 2) (2, 1) (2, 2) are inside: five bits each from bit 20, 25, 35
  // and 40 on, words 2, 3, 4 and 5.
  const ColumnRead corner = error_on(image, 0);
  EXPECT_EQ(reached(corner), (std::vector<Reached>{{0, 5, 4}, {1, 6, 5}, {2, 8, 7}, {3, 9, 8}}));
  EXPECT_EQ(corner.words, (Words{0, 0, 4}));
  EXPECT_EQ(corner.addresses, 4u);
}

TEST(GoldenKernelLearning, AxonsThatTheSliceDoesNotHaveClip) {
  // Without the axon of input 2, which a mapping may leave out if nothing feeds it.
  SynapseMatrix matrix = padded_convolution();
  matrix.conv->axon_input = {0, 1, 3};
  matrix.rows = 3;
  const MemoryImage image = encode(matrix, {Encoding::functional, {}, {8, true}});
  const ColumnRead corner = error_on(image, 0);
  EXPECT_EQ(reached(corner), (std::vector<Reached>{{0, 5, 4}, {1, 6, 5}, {2, 9, 8}}));
  EXPECT_EQ(corner.words, (Words{0, 0, 3}));  // bits 20 to 29 and 40 to 44
  EXPECT_EQ(corner.addresses, 3u);
}

TEST(GoldenKernelLearning, AnIndexOfTapsWalksTheChannel) {
  const Organisation organisation{8, true, Access::word, false, true};
  const MemoryImage image =
      encode(small_convolution(0, 8), {Encoding::index, Sharing::kernel, organisation});
  // Reverse pointers 0 4 7 of three bits; entries of five bits {tap, number}: 0.0 1.2 2.3 3.5 | 0.1
  // 2.4 3.6, number << 2 | tap: 00 09 0e 17 | 04 12 1b.
  EXPECT_EQ(words(image, "reverse_pointers"), (Hex{"e0", "01"}));
  EXPECT_EQ(words(image, "reverse_list"), (Hex{"20", "b9", "4b", "e4", "06"}));
  // Weights at bits 1, 11, 16 and 26.
  const ColumnRead read = error_on(image, 0);
  EXPECT_EQ(reached(read), (std::vector<Reached>{{0, 1, 0}, {1, 2, 1}, {3, 3, 2}, {4, 4, 3}}));
  EXPECT_EQ(read.words, (Words{0, 0, 4, 0, 0, 1, 3}));
  EXPECT_EQ(read.addresses, 4u);
}

TEST(GoldenKernelLearning, ABitmapOfTapsRanksInEveryTap) {
  const MemoryImage image =
      encode(small_convolution(0, 8), {Encoding::bitmap, Sharing::kernel, {8, true}});
  // Channel 1 has no weight in tap (0, 1): four pointers of three bits, one bitmap word, weights 1,
  // 4 and 6 of four bits.
  const ColumnRead read = error_on(image, 4);
  EXPECT_EQ(reached(read), (std::vector<Reached>{{0, 9, 4}, {3, 0xb, 6}, {4, 0xc, 7}}));
  EXPECT_EQ(read.words, (Words{2, 1, 3}));
}

TEST(GoldenKernelLearning, AKernelIsUpdatedInOneSweep) {
  MemoryImage image = encode(small_convolution(0, 8), {Encoding::functional, {}, {8, true}});
  std::vector<std::uint32_t> order;
  for (const KernelWeight& weight : kernel_weights(image)) order.push_back(weight.kernel_weight);
  EXPECT_EQ(order, (std::vector<std::uint32_t>{0, 4, 1, 5, 2, 6, 3, 7}));
  UpdateCost cost;
  make_learning_controller(image)->update_kernel(
      std::vector<std::uint32_t>{2, 9, 3, 1, 0, 0xb, 4, 0xc}, cost);
  EXPECT_EQ(words(image, "kernel"), (Hex{"92", "13", "b0", "c4"}));
  EXPECT_EQ(cost.read, (Words{0, 0, 4}));
  EXPECT_EQ(cost.written, (Words{0, 0, 4}));
  EXPECT_EQ(cost.weights, 8u);
  const Reencoded anew = reencode(image);  // every pair is stored: nothing to drop
  EXPECT_EQ(words(anew.image, "kernel"), words(image, "kernel"));
}

TEST(GoldenKernelLearning, ASweepOfAnIndexReadsTheForwardWay) {
  const Organisation organisation{8, true, Access::word, false, true};
  MemoryImage image =
      encode(small_convolution(0, 8), {Encoding::index, Sharing::kernel, organisation});
  UpdateCost cost;
  make_learning_controller(image)->update_kernel(
      std::vector<std::uint32_t>{1, 9, 0, 3, 0xb, 4, 0xc}, cost);
  EXPECT_EQ(cost.read, (Words{2, 0, 5}));
  EXPECT_EQ(cost.written, (Words{0, 0, 5}));
  // Anew, tap (0, 1) is empty: entry numbers 0 2 2 4 6 of three bits.
  const Reencoded anew = reencode(image);
  EXPECT_EQ(words(anew.image, "pointers"), (Hex{"90", "68"}));
  EXPECT_EQ(anew.read, (Words{2, 0, 5, 0, 0, 2, 5}));
  EXPECT_EQ(anew.written, (Words{2, 0, 4, 0, 0, 2, 4}));
}

}  // namespace
}  // namespace engram
