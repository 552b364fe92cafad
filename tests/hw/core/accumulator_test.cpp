#include "hw/core/accumulator.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/hw/hand_made.hpp"

namespace engram::hw {
namespace {

constexpr std::uint64_t kLimit = 1000;
constexpr RowTiming kTiming{1, 1, false};
const WeightFormat kFourBits{WeightKind::uniform, 4};
const WeightFormat kFloat{WeightKind::float32, 32};

EncodingChoice sparse() {
  EncodingChoice choice;
  choice.encoding = Encoding::index;
  return choice;
}

TEST(SynapseRows, KeepDeliveriesWordsAndSynapses) {
  EncodingChoice choice;
  choice.organisation.word_bits = 8;
  const MemoryImage image = testing::make_image({{1, 0, 3, 4}, {0, 0, -7, 0}}, kFourBits, choice);
  SynapseRows rows(image, 0, false, kTiming);
  const SynapseRow row = rows.at(0);
  EXPECT_EQ(row.size, 4u);
  EXPECT_TRUE(row.contiguous);
  EXPECT_EQ(row.synapses, 3u);
  EXPECT_EQ(row.words, (std::array<Count, kRegionKinds>{0, 0, 2}));
  EXPECT_EQ(row.cycles, 4u);
  EXPECT_EQ(rows.levels(row)[3], 4);
  EXPECT_EQ(rows.at(1).largest, 7u);
  EXPECT_EQ(rows.at(0).begin, row.begin);  // asked for again: not decoded again
}

TEST(SynapseRows, KnowWhenTargetsAreNotContiguous) {
  const MemoryImage image = testing::make_image({{0, 2, 3, 0}, {1, 0, 1, 0}}, kFourBits, sparse());
  SynapseRows rows(image, 0, false, kTiming);
  EXPECT_TRUE(rows.at(0).contiguous);
  EXPECT_EQ(rows.at(0).first_target, 1u);
  EXPECT_FALSE(rows.at(1).contiguous);
  EXPECT_EQ(rows.at(1).size, 2u);
}

TEST(Accumulator, AddsCountTimesLevelShifted) {
  const MemoryImage image = testing::make_image({{1, -2, 0, 7}, {3, 0, 1, 0}}, kFourBits, sparse());
  SynapseRows rows(image, 2, false, kTiming);
  Accumulator accumulator(4, false, kLimit);
  accumulator.add(rows, rows.at(0), 3);
  accumulator.add(rows, rows.at(1), 1);
  EXPECT_EQ(accumulator.integer(0), 3 * 4 + 12);
  EXPECT_EQ(accumulator.integer(1), -24);
  EXPECT_EQ(accumulator.integer(2), 4);
  EXPECT_EQ(accumulator.number(3), 84.0);
}

TEST(Accumulator, KnowsWhoReceived) {
  const MemoryImage image = testing::make_image({{0, 2, 3, 0}, {1, 0, 1, 0}}, kFourBits, sparse());
  SynapseRows rows(image, 0, false, kTiming);
  Accumulator accumulator(4, false, kLimit);
  accumulator.add(rows, rows.at(0), 1);
  EXPECT_FALSE(accumulator.received(0));
  EXPECT_TRUE(accumulator.received(1));
  EXPECT_TRUE(accumulator.received(2));
  accumulator.add(rows, rows.at(1), 1);
  EXPECT_TRUE(accumulator.received(0));
  EXPECT_FALSE(accumulator.received(3));
  accumulator.clear();
  EXPECT_FALSE(accumulator.received(0));
  EXPECT_EQ(accumulator.integer(2), 0);
}

TEST(Accumulator, RefusesWhatCouldExceedTheLimitAndNothingLess) {
  const MemoryImage image = testing::make_image({{5, 1}}, kFourBits, sparse());
  SynapseRows rows(image, 0, false, kTiming);
  Accumulator accumulator(2, false, kLimit);
  accumulator.add(rows, rows.at(0), 200);  // 5 x 200 is the limit exactly
  EXPECT_EQ(accumulator.integer(0), 1000);
  EXPECT_THROW(accumulator.add(rows, rows.at(0), 1), std::overflow_error);
  accumulator.clear();
  EXPECT_NO_THROW(accumulator.add(rows, rows.at(0), 1));
  EXPECT_THROW(accumulator.add(rows, rows.at(0), ~std::uint64_t{0}), std::overflow_error);
}

TEST(Accumulator, SumsFloatsInDoubleAndLevelsBesideThem) {
  const MemoryImage real = testing::make_image({{0.1, 0}}, kFloat, sparse());
  const MemoryImage whole = testing::make_image({{3, -1}}, kFourBits, sparse());
  SynapseRows reals(real, 0, true, kTiming);
  SynapseRows wholes(whole, 1, true, kTiming);
  Accumulator accumulator(2, true, kLimit);
  accumulator.add(reals, reals.at(0), 3);
  accumulator.add(wholes, wholes.at(0), 2);
  EXPECT_EQ(accumulator.number(0), 3.0 * static_cast<double>(0.1f) + 12.0);
  EXPECT_EQ(accumulator.number(1), -4.0);
}

}  // namespace
}  // namespace engram::hw
