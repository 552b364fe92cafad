#include "energy/units.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

namespace engram {
namespace {

TEST(Energy, PicojoulesRoundHalfAwayFromZero) {
  EXPECT_EQ(Energy::picojoules(1).attojoules(), 1000000);
  EXPECT_EQ(Energy::picojoules(0.0000005).attojoules(), 1);
  EXPECT_EQ(Energy::picojoules(-0.0000005).attojoules(), -1);
  EXPECT_EQ(Energy::picojoules(0.0000004).attojoules(), 0);
  EXPECT_EQ(Energy::picojoules(26.4863).attojoules(), 26486300);
  EXPECT_DOUBLE_EQ(Energy::picojoules(26.4863).picojoules(), 26.4863);
}

TEST(Energy, WhatIsNoNumberOfAttojoulesIsRefused) {
  EXPECT_THROW(Energy::picojoules(1e35), std::out_of_range);
  EXPECT_THROW(Energy::picojoules(-1e35), std::out_of_range);
  EXPECT_THROW(Energy::picojoules(std::numeric_limits<double>::quiet_NaN()), std::out_of_range);
  EXPECT_THROW(Energy::picojoules(std::numeric_limits<double>::infinity()), std::out_of_range);
}

TEST(Energy, ProductsBeyond64BitsAreExact) {
  const Count count = std::numeric_limits<Count>::max();
  const Energy each = Energy::attojoules(3);
  EXPECT_EQ(to_string(each * count), "55340232221128654845");  // 3 (2^64 - 1)
  EXPECT_EQ(each * count - each * (count - 1), each);
}

TEST(Energy, PrintsExactDecimals) {
  EXPECT_EQ(to_string(Energy{}), "0");
  EXPECT_EQ(to_string(Energy::attojoules(-120)), "-120");
  const Int128 smallest = static_cast<Int128>(1) << 126;
  EXPECT_EQ(to_string(Energy::attojoules(-smallest - smallest)),
            "-170141183460469231731687303715884105728");  // -2^127
}

}  // namespace
}  // namespace engram
