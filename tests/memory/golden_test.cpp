#include <gtest/gtest.h>

#include "memory/controller.hpp"
#include "small_images.hpp"

/// Images of one 4 x 4 matrix, worked out by hand.
///
/// Codes of four bits: row 0 {0: 1, 2: e}, row 1 empty, row 2 {1: 3, 3: 9}, row 3 {0: 7, 1: f,
/// 2: 2, 3: 5}. 8 synapses, so a packed pointer has lg 9 = 4 bits; a target has lg 4 = 2.
namespace engram {
namespace {

using small_images::four_by_four;
using small_images::words;
using Hex = std::vector<std::string>;
using Words = std::array<Count, kRegionKinds>;  // pointers, metadata, weights

MemoryImage image_of(Encoding encoding, Organisation organisation) {
  return encode(four_by_four(), {encoding, Sharing::none, organisation});
}

void expect_words_a_row(const MemoryImage& image, const std::vector<Words>& expected) {
  const auto controller = make_controller(image);
  RowRead read;
  for (std::uint32_t row = 0; row < expected.size(); ++row) {
    controller->read_row(row, read);
    EXPECT_EQ(read.words, expected[row]) << "row " << row;
  }
}

TEST(Golden, CrossbarPacked) {
  const MemoryImage image = image_of(Encoding::crossbar, {8, true});
  // A row is 16 bits, two words; target 0 in the low nibble.
  EXPECT_EQ(words(image, "weights"), (Hex{"01", "0e", "00", "00", "30", "90", "f7", "52"}));
  EXPECT_EQ(image.payload_bits(), 64u);
  expect_words_a_row(image, {{0, 0, 2}, {0, 0, 2}, {0, 0, 2}, {0, 0, 2}});
}

TEST(Golden, CrossbarStraddlesWordsOfTenBits) {
  // Nibbles from bit 0 on: 1 0 e 0 | 0 0 0 0 | 0 3 0 9 | 7 f 2 5, so 52f7903000000e01, cut every
  // ten bits. Codes e, 7 lie in two words each; row 1 reaches from word 1 into word 3.
  const MemoryImage image = image_of(Encoding::crossbar, {10, true});
  EXPECT_EQ(words(image, "weights"), (Hex{"201", "003", "000", "0c0", "390", "0bd", "005"}));
  EXPECT_EQ(image.payload_bits(), 64u);
  EXPECT_EQ(image.bits(), 70u);
  expect_words_a_row(image, {{0, 0, 2}, {0, 0, 3}, {0, 0, 2}, {0, 0, 3}});
}

TEST(Golden, CrossbarAlignedToTwelveBits) {
  // A row takes two words, the second a third full.
  const MemoryImage image = image_of(Encoding::crossbar, {12, false});
  EXPECT_EQ(words(image, "weights"), (Hex{"e01", "000", "000", "000", "030", "009", "2f7", "005"}));
  EXPECT_EQ(image.payload_bits(), 96u);
}

TEST(Golden, IndexPacked) {
  const MemoryImage image = image_of(Encoding::index, {8, true});
  // Entry numbers 0 2 2 4 8.
  EXPECT_EQ(words(image, "pointers"), (Hex{"20", "42", "08"}));
  // code << 2 | target: 04 3a | 0d 27 | 1c 3d 0a 17, six bits each: 9cde84 and 5caf5c.
  EXPECT_EQ(words(image, "list"), (Hex{"84", "de", "9c", "5c", "af", "5c"}));
  EXPECT_EQ(words(image, "targets"), (Hex{"absent"}));
  // Pointers 1 and 2 lie in two words, 2 and 3 in one. An empty row reads only pointers.
  expect_words_a_row(image, {{1, 0, 2}, {2, 0, 0}, {1, 0, 2}, {2, 0, 3}});
}

TEST(Golden, IndexAligned) {
  const MemoryImage image = image_of(Encoding::index, {8, false});
  // Rows take 2, 0, 2 and 3 words; word addresses 0 2 2 4 7 of lg 8 = 3 bits: 7890.
  EXPECT_EQ(words(image, "pointers"), (Hex{"90", "78"}));
  EXPECT_EQ(words(image, "list"), (Hex{"84", "0e", "cd", "09", "5c", "af", "5c"}));
  // Pointer 2 is bits 6 to 8.
  expect_words_a_row(image, {{1, 0, 2}, {2, 0, 0}, {2, 0, 2}, {1, 0, 3}});
}

TEST(Golden, IndexSplitPacked) {
  const MemoryImage image = image_of(Encoding::index, {8, true, Access::word, true});
  EXPECT_EQ(words(image, "pointers"), (Hex{"20", "42", "08"}));
  EXPECT_EQ(words(image, "targets"), (Hex{"d8", "e4"}));  // 0 2 1 3 | 0 1 2 3
  EXPECT_EQ(words(image, "weights"), (Hex{"e1", "93", "f7", "52"}));
  EXPECT_EQ(words(image, "list"), (Hex{"absent"}));
  expect_words_a_row(image, {{1, 1, 1}, {2, 0, 0}, {1, 1, 1}, {2, 1, 2}});
}

TEST(Golden, IndexSplitAligned) {
  const MemoryImage image = image_of(Encoding::index, {8, false, Access::word, true});
  EXPECT_EQ(words(image, "targets"), (Hex{"08", "0d", "e4"}));
  EXPECT_EQ(words(image, "weights"), (Hex{"e1", "93", "f7", "52"}));
  // Targets at words 0 1 1 2 3, weights at 0 1 1 2 4: lg 5 = 3 bits each, targets low; records
  // 00 09 09 12 23 (hexadecimal) of six bits make 23489240.
  EXPECT_EQ(words(image, "pointers"), (Hex{"40", "92", "48", "23"}));
  // Records 0 and 1 are bits 0 to 11, 1 and 2 bits 6 to 17, 2 and 3 bits 12 to 23, then to 29.
  expect_words_a_row(image, {{2, 1, 1}, {3, 0, 0}, {2, 1, 1}, {2, 1, 2}});
}

TEST(Golden, BitmapPacked) {
  const MemoryImage image = image_of(Encoding::bitmap, {8, true});
  EXPECT_EQ(words(image, "pointers"), (Hex{"20", "42", "08"}));
  EXPECT_EQ(words(image, "bitmap"), (Hex{"05", "fa"}));  // 0101 0000 1010 1111
  EXPECT_EQ(words(image, "weights"), (Hex{"e1", "93", "f7", "52"}));
  // One pointer is enough: the bitmap says how many weights follow.
  expect_words_a_row(image, {{1, 1, 1}, {1, 1, 0}, {1, 1, 1}, {1, 1, 2}});
}

TEST(Golden, BitmapAligned) {
  const MemoryImage image = image_of(Encoding::bitmap, {8, false});
  // Word addresses 0 1 1 2 4 of lg 5 = 3 bits: 4448.
  EXPECT_EQ(words(image, "pointers"), (Hex{"48", "44"}));
  EXPECT_EQ(words(image, "bitmap"), (Hex{"05", "00", "0a", "0f"}));
  EXPECT_EQ(words(image, "weights"), (Hex{"e1", "93", "f7", "52"}));
  expect_words_a_row(image, {{1, 1, 1}, {1, 1, 0}, {2, 1, 1}, {1, 1, 2}});
}

TEST(Golden, RowsDeliverWhatIsStored) {
  const auto image = image_of(Encoding::bitmap, {8, true});
  RowRead read;
  make_controller(image)->read_row(2, read);
  ASSERT_EQ(read.deliveries.size(), 2u);
  EXPECT_EQ(read.deliveries[0].target, 1u);
  EXPECT_EQ(read.deliveries[0].code, 0x3u);
  EXPECT_EQ(read.deliveries[1].target, 3u);
  EXPECT_EQ(read.deliveries[1].code, 0x9u);
  EXPECT_EQ(read.synapses, 2u);
  EXPECT_EQ(read.all_words(), 3u);
}

TEST(Golden, ACrossbarDeliversItsZeros) {
  const auto image = image_of(Encoding::crossbar, {64, true});
  RowRead read;
  make_controller(image)->read_row(1, read);
  EXPECT_EQ(read.deliveries.size(), 4u);
  EXPECT_EQ(read.synapses, 0u);
  EXPECT_EQ(read.words, (Words{0, 0, 1}));
}

TEST(Golden, Float32) {
  const SynapseMatrix matrix =
      dense_matrix(1, 2, {}, {code_from_float(1.0F), code_from_float(-2.5F)});
  const auto image = encode(matrix, {Encoding::crossbar, Sharing::none, {48, true}});
  EXPECT_EQ(words(image, "weights"), (Hex{"00003f800000", "00000000c020"}));
}

}  // namespace
}  // namespace engram
