#include "hw/chip/sample_work.hpp"

#include <gtest/gtest.h>

namespace engram::hw {
namespace {

TEST(SampleWork, RowsComeBackAsTheyWereServed) {
  const std::vector<SampleWork::Row> served = {{7, 1, 1},         {0, 3, 1},     {0x7fffffff, 1, 1},
                                               {2, 65535, 65535}, {9, 65535, 2}, {1, 1, 1}};
  SampleWork work;
  for (const SampleWork::Row& row : served) work.serve(row.row, {row.units, row.events});
  EXPECT_FALSE(work.too_large);
  EXPECT_EQ(work.rows.size(), 9U) << "three that are due once, three with their counts";
  std::uint64_t place = 0;
  for (const SampleWork::Row& row : served) {
    const SampleWork::Row back = work.served(place);
    EXPECT_EQ(back.row, row.row);
    EXPECT_EQ(back.units, row.units);
    EXPECT_EQ(back.events, row.events);
  }
  EXPECT_EQ(place, work.rows.size());
}

TEST(SampleWork, WhatDoesNotFitIsKnown) {
  SampleWork work;
  work.serve(3, {65536, 1});
  EXPECT_TRUE(work.too_large);
  work.clear();
  EXPECT_FALSE(work.too_large);
  EXPECT_TRUE(work.rows.empty());
  work.serve(0x80000000, {1, 1});
  EXPECT_TRUE(work.too_large);
}

}  // namespace
}  // namespace engram::hw
