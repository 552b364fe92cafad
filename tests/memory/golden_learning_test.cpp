#include <gtest/gtest.h>

#include "memory/controller.hpp"
#include "memory/learning_controller.hpp"
#include "memory/reencode.hpp"
#include "small_images.hpp"

/// Columns of one 4 x 4 matrix read and updated, worked out by hand. Words: pointers, metadata,
/// weights, axon types, codebook, reverse pointers, reverse list.
namespace engram {
namespace {

using small_images::words;
using Hex = std::vector<std::string>;
using Words = std::array<Count, kRegionKinds>;
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  // axon, code

MemoryImage learning_image(Encoding encoding, unsigned word_bits, bool packed = true,
                           Access access = Access::word) {
  const Organisation organisation{word_bits, packed, access, false, true};
  return encode(small_images::four_by_four(), {encoding, Sharing::none, organisation});
}

ColumnRead column_of(const MemoryImage& image, std::uint32_t target) {
  ColumnRead read;
  make_learning_controller(image)->read_column(target, read);
  return read;
}

Pairs synapses(const ColumnRead& read) {
  Pairs pairs;
  for (const ColumnSynapse& synapse : read.synapses) pairs.emplace_back(synapse.axon, synapse.code);
  return pairs;
}

UpdateCost update(MemoryImage& image, std::uint32_t target, std::vector<std::uint32_t> codes) {
  UpdateCost cost;
  make_learning_controller(image)->update_column(target, codes, cost);
  return cost;
}

TEST(GoldenLearning, ACrossbarColumnIsAWordARow) {
  MemoryImage image = learning_image(Encoding::crossbar, 8);
  const ColumnRead read = column_of(image, 0);
  EXPECT_EQ(synapses(read), (Pairs{{0, 1}, {1, 0}, {2, 0}, {3, 7}}));
  EXPECT_EQ(read.words, (Words{0, 0, 4}));
  EXPECT_EQ(read.addresses, 0u);
  const UpdateCost cost = update(image, 0, {5, 0, 0, 1});
  EXPECT_EQ(words(image, "weights"), (Hex{"05", "0e", "00", "00", "30", "90", "f1", "52"}));
  EXPECT_EQ(cost.read, (Words{0, 0, 4}));
  EXPECT_EQ(cost.written, (Words{0, 0, 4}));
  EXPECT_EQ(cost.weights, 4u);
}

TEST(GoldenLearning, AWordThatHoldsTwoRowsIsReadAndWrittenOnce) {
  MemoryImage image = learning_image(Encoding::crossbar, 32);
  EXPECT_EQ(column_of(image, 3).words, (Words{0, 0, 2}));
  const UpdateCost cost = update(image, 3, {1, 2, 3, 4});
  EXPECT_EQ(cost.read, (Words{0, 0, 2}));
  EXPECT_EQ(cost.written, (Words{0, 0, 2}));
  EXPECT_EQ(words(image, "weights"), (Hex{"20001e01", "42f73030"}));
}

TEST(GoldenLearning, AnIndexColumnIsReadThroughItsReverseList) {
  MemoryImage image = learning_image(Encoding::index, 8);
  // Reverse pointers 0 and 1 are bits 0 to 7, the column bits 0 to 11, weights bits 2 to 5 and 26
  // to 29.
  const ColumnRead first = column_of(image, 0);
  EXPECT_EQ(synapses(first), (Pairs{{0, 1}, {3, 7}}));
  EXPECT_EQ(first.words, (Words{0, 0, 2, 0, 0, 1, 2}));
  // Pointers are bits 4 to 11, the column bits 12 to 23, weights bits 14 to 17 and 32 to 35.
  const ColumnRead second = column_of(image, 1);
  EXPECT_EQ(synapses(second), (Pairs{{2, 3}, {3, 0xf}}));
  EXPECT_EQ(second.synapses[1].level, -1);
  EXPECT_EQ(second.words, (Words{0, 0, 3, 0, 0, 2, 2}));
}

TEST(GoldenLearning, AnIndexUpdateWritesWeightsInPlace) {
  MemoryImage image = learning_image(Encoding::index, 8);
  const Hex pointers = words(image, "pointers");
  const UpdateCost cost = update(image, 1, {0xc, 0});
  EXPECT_EQ(cost.read, (Words{0, 0, 3, 0, 0, 2, 2}));
  EXPECT_EQ(cost.written, (Words{0, 0, 3}));
  // Entries 2 and 5 become c << 2 | 1 = 31 and 01: 04 3a 31 27 | 1c 01 0a 17.
  EXPECT_EQ(words(image, "list"), (Hex{"84", "1e", "9f", "5c", "a0", "5c"}));
  EXPECT_EQ(words(image, "pointers"), pointers);
  // The weight that became 0 is still delivered.
  RowRead row;
  make_controller(image)->read_row(3, row);
  EXPECT_EQ(row.deliveries.size(), 4u);
  EXPECT_EQ(row.synapses, 3u);
}

TEST(GoldenLearning, AZeroIsNoFreeSlotOfAnAlignedRow) {
  MemoryImage image = learning_image(Encoding::index, 32, false);
  // Every row fits one word and ends in free bits.
  update(image, 0, {0, 0});
  RowRead row;
  make_controller(image)->read_row(0, row);
  ASSERT_EQ(row.deliveries.size(), 2u);
  EXPECT_EQ(row.deliveries[0].code, 0u);
  EXPECT_EQ(row.deliveries[1].target, 2u);
  EXPECT_EQ(synapses(column_of(image, 0)), (Pairs{{0, 0}, {3, 0}}));
  // 00 3a | 0d 27 | 00 3d 0a 17, six bits each.
  EXPECT_EQ(words(image, "list"), (Hex{"00000e80", "000009cd", "005caf40"}));
}

TEST(GoldenLearning, ABitmapColumnCountsTheOnesOfEveryRow) {
  MemoryImage image = learning_image(Encoding::bitmap, 8);
  // Four pointers of four bits, bits 0 to 2 of four bitmap rows; weights 1 and 6 of four bits.
  const ColumnRead read = column_of(image, 2);
  EXPECT_EQ(synapses(read), (Pairs{{0, 0xe}, {3, 2}}));
  EXPECT_EQ(read.words, (Words{2, 2, 2}));
  const UpdateCost cost = update(image, 2, {3, 0});
  EXPECT_EQ(cost.read, (Words{2, 2, 2}));
  EXPECT_EQ(cost.written, (Words{0, 0, 2}));
  EXPECT_EQ(words(image, "weights"), (Hex{"31", "93", "f7", "50"}));
  EXPECT_EQ(words(image, "bitmap"), (Hex{"05", "fa"}));
}

TEST(GoldenLearning, PerWeightIsAWordAWeight) {
  MemoryImage image = learning_image(Encoding::bitmap, 16, true, Access::per_weight);
  EXPECT_EQ(column_of(image, 0).words, (Words{1, 1, 2}));
  const UpdateCost cost = update(image, 0, {4, 4});
  EXPECT_EQ(cost.read, (Words{1, 1, 2}));
  EXPECT_EQ(cost.written, (Words{0, 0, 2}));
}

TEST(GoldenLearning, EncodedAnewWithoutItsZeros) {
  MemoryImage image = learning_image(Encoding::bitmap, 8);
  update(image, 2, {0, 0});
  const Reencoded anew = reencode(image);
  // Row 0 keeps target 0, row 3 targets 0, 1 and 3: six weights, pointers 0 1 1 3 6 of lg 7 bits.
  EXPECT_EQ(words(anew.image, "pointers"), (Hex{"48", "66"}));
  EXPECT_EQ(words(anew.image, "bitmap"), (Hex{"01", "ba"}));
  EXPECT_EQ(words(anew.image, "weights"), (Hex{"31", "79", "5f"}));
  EXPECT_EQ(anew.read, (Words{3, 2, 4}));
  EXPECT_EQ(anew.written, (Words{2, 2, 3}));
}

}  // namespace
}  // namespace engram
