#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "memory/memory_image.hpp"

namespace engram {
namespace {

TEST(BitArray, BitZeroIsTheLowestOfWordZero) {
  BitArray array(3, 12);
  array.write(0, 4, 0x5);
  array.write(10, 4, 0xf);  // two bits in word 0, two in word 1
  array.write(24, 12, 0xabc);
  EXPECT_EQ(array.word_hex(0), "c05");
  EXPECT_EQ(array.word_hex(1), "003");
  EXPECT_EQ(array.word_hex(2), "abc");
  EXPECT_EQ(array.read(8, 8), 0x3cu);
}

TEST(BitArray, HexHasADigitForEveryBegunNibble) {
  BitArray array(1, 9);
  array.write(0, 9, 0x1ff);
  EXPECT_EQ(array.word_hex(0), "1ff");
  EXPECT_EQ(BitArray(1, 256).word_hex(0), std::string(64, '0'));
}

TEST(BitArray, WritesOnlyTheBitsNamed) {
  BitArray array(2, 64);
  array.write(0, 64, ~0ULL);
  array.write(64, 64, ~0ULL);
  array.write(60, 8, 0x100);  // the ninth bit is beyond the field
  EXPECT_EQ(array.read(0, 64), 0x0fffffffffffffffULL);
  EXPECT_EQ(array.read(64, 64), 0xfffffffffffffff0ULL);
  array.write(3, 0, ~0ULL);
  EXPECT_EQ(array.read(0, 64), 0x0fffffffffffffffULL);
  EXPECT_EQ(array.read(3, 0), 0u);
}

TEST(BitArray, BehavesAsALineOfBits) {
  std::mt19937_64 random(1);
  for (const unsigned word_bits : {8U, 13U, 64U, 100U, 256U}) {
    BitArray array(11, word_bits);
    std::vector<bool> line(std::size_t{11} * word_bits, false);
    for (int step = 0; step < 2000; ++step) {
      const auto bits = static_cast<unsigned>(random() % 65);
      if (bits > line.size()) continue;
      const std::uint64_t at = random() % (line.size() - bits + 1);
      const std::uint64_t value = random();
      array.write(at, bits, value);
      for (unsigned k = 0; k < bits; ++k) line[at + k] = (value >> k & 1) != 0;
      const auto width = static_cast<unsigned>(random() % 65);
      if (width > line.size()) continue;
      const std::uint64_t from = random() % (line.size() - width + 1);
      std::uint64_t expected = 0;
      for (unsigned k = 0; k < width; ++k) expected |= std::uint64_t{line[from + k]} << k;
      ASSERT_EQ(array.read(from, width), expected) << word_bits << " bits a word, step " << step;
    }
  }
}

}  // namespace
}  // namespace engram
