#include "hw/core/row_counts.hpp"

#include <gtest/gtest.h>

namespace engram::hw {
namespace {

using Rows = std::vector<std::uint32_t>;

TEST(RowCounts, MergesByRowAscending) {
  RowCounts counts(8);
  counts.push(0, 5, 1);
  counts.push(0, 2, 3);
  counts.push(0, 5, 2);
  EXPECT_EQ(counts.collect(0), (Rows{2, 5}));
  EXPECT_EQ(counts.due(5).units, 3u);
  EXPECT_EQ(counts.due(5).events, 2u);
  EXPECT_EQ(counts.due(2).units, 3u);
  EXPECT_EQ(counts.due(2).events, 1u);
  EXPECT_FALSE(counts.any_due(0));
}

TEST(RowCounts, HoldsBackUntilDue) {
  RowCounts counts(4);
  counts.push(2, 1, 1);
  counts.push(3, 1, 4);
  EXPECT_FALSE(counts.any_due(1));
  EXPECT_TRUE(counts.any_due(2));
  EXPECT_EQ(counts.collect(2), (Rows{1}));
  EXPECT_EQ(counts.due(1).units, 1u);
  EXPECT_EQ(counts.collect(3), (Rows{1}));
  EXPECT_EQ(counts.due(1).units, 4u);  // the timestep before is forgotten
}

TEST(RowCounts, ClearForgetsEverything) {
  RowCounts counts(4);
  counts.push(0, 1, 1);
  counts.push(7, 2, 1);
  counts.collect(0);
  counts.clear();
  EXPECT_FALSE(counts.any_due(100));
  counts.push(0, 1, 2);
  counts.collect(0);
  EXPECT_EQ(counts.due(1).units, 2u);
}

}  // namespace
}  // namespace engram::hw
