#include "hw/core/accumulator.hpp"

#include <gtest/gtest.h>

#include <map>
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
  EXPECT_EQ(row.form, RowForm::contiguous);
  EXPECT_EQ(row.synapses, 3u);
  EXPECT_EQ(row.cycles, 4u);
  EXPECT_EQ(rows.narrow_levels(row.begin)[3], 4);
  EXPECT_EQ(rows.at(1).largest, 7u);
  EXPECT_EQ(rows.at(0).begin, row.begin);  // asked for again: not decoded again
}

TEST(SynapseRows, KnowWhenTargetsAreContiguous) {
  const MemoryImage image = testing::make_image({{0, 2, 3, 0}, {1, 0, 1, 0}}, kFourBits, sparse());
  SynapseRows rows(image, 0, false, kTiming);
  EXPECT_EQ(rows.at(0).form, RowForm::contiguous);
  EXPECT_EQ(rows.at(0).first_target, 1u);
  EXPECT_EQ(rows.at(1).form, RowForm::padded);
  EXPECT_EQ(rows.at(1).size, 2u);
}

TEST(SynapseRows, OfBytesAreAddedToWhereTheyLie) {
  for (const bool packed : {true, false}) {
    EncodingChoice choice;
    choice.organisation.word_bits = 32;
    choice.organisation.packed = packed;
    MemoryImage image = testing::make_image({{1, 0, -127, 4, 5}, {0, 7, -8, 0, 127}},
                                            {WeightKind::uniform, 8}, choice);
    SynapseRows rows(image, 0, false, kTiming);
    const auto levels = [&](std::uint32_t row) {
      const std::int8_t* first = rows.narrow_levels(rows.at(row).begin);
      return std::vector<int>(first, first + 5);
    };
    EXPECT_EQ(levels(0), (std::vector<int>{1, 0, -127, 4, 5}));
    EXPECT_EQ(levels(1), (std::vector<int>{0, 7, -8, 0, 127}));
    const auto* words =
        reinterpret_cast<const std::int8_t*>(image.regions[0].data.storage().data());
    EXPECT_EQ(rows.narrow_levels(rows.at(1).begin), words + (packed ? 5 : 8));
    EXPECT_EQ(rows.at(1).largest, 127u);
    image.regions[0].data.write((packed ? 5 : 8) * 8 + 32, 8, 3);
    rows.changed(1);
    EXPECT_EQ(levels(1), (std::vector<int>{0, 7, -8, 0, 3}));
    EXPECT_EQ(rows.at(1).largest, 8u);
    EXPECT_EQ(rows.at(0).largest, 127u);  // they had a content in common
  }
}

/// Synapses of a row of 200 targets, so few that nothing is padded.
std::vector<double> few(const std::map<std::size_t, double>& synapses) {
  std::vector<double> row(200, 0.0);
  for (const auto& [target, weight] : synapses) row[target] = weight;
  return row;
}

TEST(SynapseRows, KeepNeighboursAsRuns) {
  const MemoryImage image =
      testing::make_image({few({{1, 2}, {2, 3}, {3, -4}, {6, 5}, {7, 6}}),
                           few({{0, 1}, {9, 1}, {198, 7}}), std::vector<double>(200, 1.0)},
                          kFourBits, sparse());
  SynapseRows rows(image, 0, false, kTiming);
  const SynapseRow row = rows.at(0);
  ASSERT_EQ(row.form, RowForm::runs);
  ASSERT_EQ(row.runs, 1u);
  EXPECT_EQ(row.first_target, 1u);
  EXPECT_EQ(rows.runs(row)[0], (hw::Run{0, 0b1100111}));
  EXPECT_EQ(rows.at(1).form, RowForm::scattered);
  Accumulator accumulator(200, false, kLimit);
  accumulator.add(rows, row, 2);
  accumulator.add(rows, rows.at(1), 1);
  EXPECT_EQ(accumulator.receivers(), 8u);
  EXPECT_TRUE(accumulator.received(198));
  EXPECT_FALSE(accumulator.received(8));
  accumulator.add(rows, rows.at(2), 1);
  EXPECT_EQ(accumulator.integer(3), -8 + 1);
  EXPECT_EQ(accumulator.integer(4), 1);
  EXPECT_EQ(accumulator.integer(7), 12 + 1);
  EXPECT_EQ(accumulator.integer(198), 7 + 1);
  EXPECT_EQ(accumulator.receivers(), 200u);
}

TEST(SynapseRows, AreKeptOnceWhereOneIsTheOtherShifted) {
  const MemoryImage image = testing::make_image(
      {few({{1, 2}, {2, 3}, {40, -4}, {41, 1}}), few({{2, 2}, {3, 3}, {41, -4}, {42, 1}}),
       few({{2, 2}, {3, 3}, {41, -4}, {42, 2}}), few({{9, 1}, {90, 2}}), few({{99, 1}, {180, 2}}),
       few({{9, 1}, {91, 2}})},
      kFourBits, sparse());
  SynapseRows rows(image, 0, false, kTiming);
  EXPECT_EQ(rows.at(0).form, RowForm::runs);
  EXPECT_EQ(rows.at(1).begin, rows.at(0).begin);
  EXPECT_EQ(rows.at(1).first_target, 2u);
  EXPECT_NE(rows.at(2).begin, rows.at(0).begin);
  EXPECT_EQ(rows.at(3).form, RowForm::scattered);
  EXPECT_EQ(rows.at(4).begin, rows.at(3).begin);
  EXPECT_NE(rows.at(5).begin, rows.at(3).begin);
  Accumulator accumulator(200, false, kLimit);
  for (std::uint32_t row = 0; row < 6; ++row) accumulator.add(rows, rows.at(row), 1);
  EXPECT_EQ(accumulator.integer(2), 3 + 2 + 2);
  EXPECT_EQ(accumulator.integer(42), 1 + 2);
  EXPECT_EQ(accumulator.integer(180), 2);
  std::vector<std::uint32_t> targets;
  rows.visit_targets(rows.at(4), [&](std::uint32_t target) { targets.push_back(target); });
  rows.visit_targets(rows.at(1), [&](std::uint32_t target) { targets.push_back(target); });
  EXPECT_EQ(targets, (std::vector<std::uint32_t>{99, 180, 2, 3, 41, 42}));
}

TEST(SynapseRows, ThatChangeLeaveOthersAsTheyAre) {
  const auto with = [](double first, double second) {
    return testing::make_image({few({{1, 2}, {3, 3}}), few({{11, first}, {13, second}})}, kFourBits,
                               sparse());
  };
  MemoryImage image = with(2, 3);
  SynapseRows rows(image, 0, false, kTiming);
  ASSERT_EQ(rows.at(0).begin, rows.at(1).begin);
  const auto sum_of = [&](std::uint32_t row, std::uint32_t target) {
    Accumulator accumulator(200, false, kLimit);
    accumulator.add(rows, rows.at(row), 1);
    EXPECT_EQ(accumulator.receivers(), 2u);
    return accumulator.integer(target);
  };
  for (const int level : {5, 2, -6}) {
    image.regions = with(level, 3).regions;
    rows.changed(1);
    EXPECT_FALSE(rows.kept(1).has_value());
    EXPECT_EQ(sum_of(1, 11), level);
    EXPECT_EQ(sum_of(1, 13), 3);
    EXPECT_EQ(sum_of(0, 1), 2);
  }
}

TEST(SynapseRows, PadDenseRowsAndKnowTheirTargets) {
  std::vector<std::vector<double>> weights(3, std::vector<double>(77, 0.0));
  for (std::size_t k = 0; k < 77; k += 3) weights[0][k] = 7;
  for (std::size_t k = 1; k < 77; k += 5) weights[1][k] = -2;
  weights[2][76] = weights[2][10] = 3;
  const MemoryImage image = testing::make_image(weights, kFourBits, sparse());
  SynapseRows rows(image, 1, false, kTiming);
  EXPECT_EQ(rows.at(0).form, RowForm::padded);
  EXPECT_EQ(rows.at(1).form, RowForm::padded);
  EXPECT_EQ(rows.at(2).form, RowForm::scattered);
  Accumulator accumulator(77, false, kLimit);
  for (const std::uint32_t row : {0, 1, 2, 0}) accumulator.take(rows, rows.at(row), 1);
  accumulator.settle();
  for (std::uint32_t k = 0; k < 77; ++k) {
    const double sum = 2 * weights[0][k] + weights[1][k] + weights[2][k];
    EXPECT_EQ(accumulator.number(k), 2 * sum) << k;
    const bool any = weights[0][k] != 0 || weights[1][k] != 0 || weights[2][k] != 0;
    EXPECT_EQ(accumulator.received(k), any) << k;
  }
}

TEST(SynapseRows, AddUpWhatEventsCost) {
  EncodingChoice choice;
  choice.organisation.word_bits = 8;
  const MemoryImage image = testing::make_image({{1, 0, 3, 4}, {0, 0, -7, 0}}, kFourBits, choice);
  SynapseRows rows(image, 0, false, kTiming);
  SynapseRows::Sums sums;
  rows.at(0);
  rows.serve(0, 2, 5, sums);
  rows.at(1);
  rows.serve(1, 1, 1, sums);
  rows.changed(0);  // what was served before counts as before
  rows.at(0);
  rows.serve(0, 1, 1, sums);
  EXPECT_EQ(sums.cycles, 4u * 4);
  rows.count(sums);
  const RowTotals totals = rows.totals();
  EXPECT_EQ(totals.events, 4u);
  EXPECT_EQ(totals.units, 7u);
  EXPECT_EQ(totals.words, (std::array<Count, kRegionKinds>{0, 0, 8}));
  EXPECT_EQ(totals.deliveries, 16u);
  EXPECT_EQ(totals.operations, 6u * 3 + 1);
  rows.forget();
  EXPECT_EQ(rows.totals().events, 0u);
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

TEST(Accumulator, ForgetsWhatATimestepThatFailedHasTaken) {
  const MemoryImage image = testing::make_image(
      {few({{1, 2}, {2, 3}}), few({{8, 2}, {9, 3}, {10, 4}}), std::vector<double>(200, 1.0)},
      kFourBits, sparse());
  SynapseRows rows(image, 0, false, kTiming);
  ASSERT_EQ(rows.at(0).form, RowForm::runs);
  Accumulator accumulator(200, false, kLimit);
  for (const std::uint32_t taken : {0U, 2U}) {
    accumulator.take(rows, rows.at(taken), 1);
    EXPECT_THROW(accumulator.take(rows, rows.at(1), kLimit), std::overflow_error);
    accumulator.clear();
    accumulator.add(rows, rows.at(1), 1);
    EXPECT_EQ(accumulator.integer(2), 0);
    EXPECT_EQ(accumulator.integer(9), 3);
    EXPECT_EQ(accumulator.receivers(), 3u);
    accumulator.clear();
  }
}

TEST(Accumulator, IsExactBeyond32Bits) {
  constexpr std::uint64_t kWide = std::uint64_t{1} << 50;
  constexpr std::int64_t kCount = 300'000'000;
  for (const bool dense : {true, false}) {
    const MemoryImage image = testing::make_image(
        {{7, -7, dense ? 1.0 : 0.0, 2}, {1, 1, 1, 1}, {0, 3, 2, 0}, {3, 0, 0, 1}}, kFourBits,
        sparse());
    SynapseRows rows(image, 0, false, kTiming);
    Accumulator accumulator(4, false, kWide);
    std::int64_t first = 0, last = 0;
    for (int time = 0; time < 4; ++time) {
      accumulator.add(rows, rows.at(0), kCount);      // 2.1e9: two of them are beyond
      accumulator.add(rows, rows.at(1), 10);          // held with others
      accumulator.add(rows, rows.at(0), 9 * kCount);  // beyond by itself
      accumulator.add(rows, rows.at(3), 1);
      first += 70 * kCount + 10 + 3;
      last += 20 * kCount + 10 + 1;
    }
    EXPECT_EQ(accumulator.integer(0), first);
    EXPECT_EQ(accumulator.integer(1), 4 * 10 - 4 * 70 * kCount);
    EXPECT_EQ(accumulator.integer(3), last);
    EXPECT_EQ(accumulator.integers(), nullptr);
    accumulator.clear();
    accumulator.add(rows, rows.at(1), 1);
    EXPECT_EQ(accumulator.integer(0), 1);
    EXPECT_NE(accumulator.integers(), nullptr);
  }
}

TEST(Accumulator, AddsRowsTakenTogetherAsOneByOne) {
  const MemoryImage image =
      testing::make_image({{1, 2, 3}, {4, 5, 6}, {0, 7, 7}, {-1, -1, -1}}, kFourBits, sparse());
  SynapseRows rows(image, 1, false, kTiming);
  Accumulator accumulator(3, false, kLimit);
  for (const std::uint32_t row : {0, 1, 2, 3, 0}) accumulator.take(rows, rows.at(row), 1);
  accumulator.take(rows, rows.at(3), 5);
  accumulator.settle();
  EXPECT_EQ(accumulator.integer(0), 2 * (1 + 4 - 1 + 1 - 5));
  EXPECT_EQ(accumulator.integer(1), 2 * (2 + 5 + 7 - 1 + 2 - 5));
  EXPECT_EQ(accumulator.receivers(), 3u);
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
