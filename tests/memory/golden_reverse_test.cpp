#include <gtest/gtest.h>

#include "memory/encoding.hpp"
#include "small_images.hpp"

/// The reverse regions of one 4 x 4 matrix, worked out by hand.
///
/// Entries in row order: 0 {0, 0: 1}, 1 {0, 2: e}, 2 {2, 1: 3}, 3 {2, 3: 9}, 4 to 7 {3, 0: 7} {3,
/// 1: f} {3, 2: 2} {3, 3: 5} ({axon, target: code}). Columns: 0 has entries 0 4, 1 has 2 5, 2 has 1
/// 6, 3 has 3 7; the first of each on axon 0, 2, 0, 2, the second on axon 3. An axon has two bits.
namespace engram {
namespace {

using small_images::words;
using Hex = std::vector<std::string>;

MemoryImage reversed(unsigned word_bits, bool packed, bool split) {
  const Organisation organisation{word_bits, packed, Access::word, split, true};
  return encode(small_images::four_by_four(), {Encoding::index, Sharing::none, organisation});
}

TEST(GoldenReverse, PackedNumbersEntries) {
  const MemoryImage image = reversed(8, true, false);
  // Entry numbers 0 2 4 6 8 of lg 9 = 4 bits.
  EXPECT_EQ(words(image, "reverse_pointers"), (Hex{"20", "64", "08"}));
  // entry << 2 | axon: 00 13 | 0a 17 | 04 1b | 0e 1f of six bits: 5ca4c0 and 7ce6c4.
  EXPECT_EQ(words(image, "reverse_list"), (Hex{"c0", "a4", "5c", "c4", "e6", "7c"}));
  EXPECT_EQ(image.regions[2].kind, RegionKind::reverse_pointers);
  EXPECT_EQ(image.regions[3].kind, RegionKind::reverse_list);
  EXPECT_EQ(image.regions[2].payload_bits, 5u * 4);
  EXPECT_EQ(image.regions[3].payload_bits, 8u * (2 + 4));
}

TEST(GoldenReverse, SplitListsHaveTheSameNumbers) {
  const MemoryImage split = reversed(8, true, true);
  EXPECT_EQ(words(split, "reverse_list"), words(reversed(8, true, false), "reverse_list"));
}

TEST(GoldenReverse, AlignedRowsAreReachedByWordAndBit) {
  // Rows begin at words 0, 2, 2 and 4 of the list, pointers have lg 8 = 3 bits, entries six; so an
  // address has 3 + lg 8 = 6 bits, the weight past the two bits of its target. First bits of the
  // weights: entries 0 and 1 at 2 8, 2 and 3 at 18 24, 4 to 7 at 34 40 46 52 (decimal), which are
  // word * 8 + bit.
  const MemoryImage image = reversed(8, false, false);
  EXPECT_EQ(image.weight_address_bits, 6u);
  // A column takes two words of entries address << 2 | axon, eight bits each: 2 << 2 | 0 is 08, 34
  // << 2 | 3 is 8b; 18 and 40: 4a a3; 8 and 46: 20 bb; 24 and 52: 62 d3.
  EXPECT_EQ(words(image, "reverse_list"), (Hex{"08", "8b", "4a", "a3", "20", "bb", "62", "d3"}));
  // Words 0 2 4 6 8 of lg 9 = 4 bits.
  EXPECT_EQ(words(image, "reverse_pointers"), (Hex{"20", "64", "08"}));
}

TEST(GoldenReverse, AlignedColumnsBeginOnAWord) {
  const MemoryImage image = reversed(12, false, true);
  // Weights: rows at words 0, 1, 1 and 2, the last in two words: pointers of lg 5 = 3 bits, an
  // address has 3 + lg 12 = 7 bits. Word and bit: entries 0 1 at 0.0 0.4, 2 3 at 1.0 1.4, 4 to 7 at
  // 2.0 2.4 2.8 3.0; entries of nine bits are (word << 4 | bit) << 2 | axon: 000 083, ...
  EXPECT_EQ(image.pointer_bits, 3u);
  EXPECT_EQ(image.weight_address_bits, 7u);
  // Columns of 18 bits in two words: 083 << 9 | 000 is 10600; (24 << 2 | 3) << 9 | (10 << 2 | 2) =
  // 093 << 9 | 042 is 12642; 0a3 << 9 | 010 is 14610; 0c3 << 9 | 052 is 18652.
  EXPECT_EQ(words(image, "reverse_list"),
            (Hex{"600", "010", "642", "012", "610", "014", "652", "018"}));
}

TEST(GoldenReverse, OthersLayOutNothingMore) {
  for (const Encoding encoding : {Encoding::crossbar, Encoding::bitmap}) {
    const Organisation plain{8, true};
    const Organisation learning{8, true, Access::word, false, true};
    const SynapseMatrix matrix = small_images::four_by_four();
    EXPECT_EQ(encode(matrix, {encoding, {}, plain}).bits(),
              encode(matrix, {encoding, {}, learning}).bits());
  }
}

}  // namespace
}  // namespace engram
