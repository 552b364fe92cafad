#include "hw/core/row_counts.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <map>

namespace engram::hw {
namespace {

/// (row, units, events) of what is due.
using Rows = std::vector<std::array<std::uint64_t, 3>>;

Rows collected(RowCounts& counts, std::uint64_t timestep) {
  Rows rows;
  for (const RowCounts::Row& each : counts.collect(timestep)) {
    rows.push_back({each.row, each.units, each.events});
  }
  return rows;
}

TEST(RowCounts, MergesByRowAscending) {
  RowCounts counts(0);
  counts.push(0, 5, 1);
  counts.push(0, 2, 3);
  counts.push(0, 5, 2);
  EXPECT_EQ(collected(counts, 0), (Rows{{2, 3, 1}, {5, 3, 2}}));
  EXPECT_FALSE(counts.any_due(0));
}

TEST(RowCounts, MergesRowsThatCameInOrder) {
  RowCounts counts(0);
  counts.push(0, 2, 3);
  counts.push(0, 2, 1);
  counts.push(0, 5, 2);
  EXPECT_EQ(collected(counts, 0), (Rows{{2, 4, 2}, {5, 2, 1}}));
  counts.push(1, 0, 1);
  counts.push(1, 5, 1);
  EXPECT_EQ(collected(counts, 1), (Rows{{0, 1, 1}, {5, 1, 1}}));
}

RC_GTEST_PROP(RowCounts, AnyOrderGivesRowsAscendingEachOnce, ()) {
  RowCounts counts(0);
  for (std::uint64_t timestep = 0; timestep < 3; ++timestep) {
    const auto highest = *rc::gen::element<std::uint32_t>(8, 100, 100000);  // close together or not
    std::map<std::uint64_t, std::array<std::uint64_t, 2>> due;
    for (int events = *rc::gen::inRange(1, 60); events > 0; --events) {
      const auto row = *rc::gen::inRange<std::uint32_t>(0, highest);
      const auto count = *rc::gen::element<std::uint32_t>(1, 3, 4294967295U);
      counts.push(static_cast<std::uint32_t>(timestep), row, count);
      due[row][0] += count;
      ++due[row][1];
    }
    Rows expected;
    for (const auto& [row, of_row] : due) expected.push_back({row, of_row[0], of_row[1]});
    RC_ASSERT(collected(counts, timestep) == expected);
  }
}

TEST(RowCounts, TakenAsTheyCame) {
  RowCounts counts(1);
  const auto taken = [&](std::uint64_t timestep) {
    Rows rows;
    for (const RowCounts::Row& each : counts.take(timestep)) {
      rows.push_back({each.row, each.units, each.events});
    }
    return rows;
  };
  counts.push(0, 5, 1);
  counts.push(0, 2, 3);
  counts.push(0, 5, 2);
  counts.push(1, 7, 1);
  EXPECT_TRUE(taken(0).empty());
  EXPECT_EQ(taken(1), (Rows{{5, 1, 1}, {2, 3, 1}, {5, 2, 1}}));
  counts.push(2, 1, 1);
  counts.push(3, 1, 4);
  EXPECT_EQ(taken(3), (Rows{{7, 1, 1}, {1, 1, 1}}));  // of two timesteps
  EXPECT_EQ(taken(4), (Rows{{1, 4, 1}}));
  EXPECT_FALSE(counts.any_due(100));
}

TEST(RowCounts, HoldsBackUntilDue) {
  RowCounts counts(2);
  counts.push(0, 1, 1);
  counts.push(1, 1, 4);
  EXPECT_FALSE(counts.any_due(1));
  EXPECT_TRUE(counts.any_due(2));
  EXPECT_EQ(collected(counts, 2), (Rows{{1, 1, 1}}));
  EXPECT_EQ(collected(counts, 3), (Rows{{1, 4, 1}}));  // the timestep before is forgotten
}

TEST(RowCounts, ClearForgetsEverything) {
  RowCounts counts(0);
  counts.push(0, 1, 1);
  counts.push(7, 2, 1);
  counts.collect(0);
  counts.clear();
  EXPECT_FALSE(counts.any_due(100));
  counts.push(0, 1, 2);
  EXPECT_EQ(collected(counts, 0), (Rows{{1, 2, 1}}));
}

}  // namespace
}  // namespace engram::hw
