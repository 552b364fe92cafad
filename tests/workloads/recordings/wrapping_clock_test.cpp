#include "workloads/recordings/wrapping_clock.hpp"

#include <gtest/gtest.h>

namespace engram::workloads {
namespace {

TEST(WrappingClock, GoesOnAfterEveryWrap) {
  WrappingClock clock(8);
  std::uint64_t expected = 0;
  for (int step = 0; step < 1000; ++step, expected += 100) {
    ASSERT_EQ(clock.extend(expected & 0xff), expected);
  }
}

TEST(WrappingClock, ASmallFallIsAnEventOutOfOrder) {
  WrappingClock clock(8);
  EXPECT_EQ(clock.extend(200), 200U);
  EXPECT_EQ(clock.extend(72), 72U) << "half of the range is no wrap";
  EXPECT_EQ(clock.extend(200), 200U);
  EXPECT_EQ(clock.extend(71), 256U + 71);
}

TEST(WrappingClock, AStragglerFromBeforeTheWrapKeepsItsTime) {
  WrappingClock clock(8);
  EXPECT_EQ(clock.extend(250), 250U);
  EXPECT_EQ(clock.extend(3), 259U);
  EXPECT_EQ(clock.extend(254), 254U);
  EXPECT_EQ(clock.extend(4), 260U);
}

TEST(WrappingClock, ARiseAtTheBeginningIsARise) {
  WrappingClock clock(8);
  EXPECT_EQ(clock.extend(255), 255U);
}

}  // namespace
}  // namespace engram::workloads
