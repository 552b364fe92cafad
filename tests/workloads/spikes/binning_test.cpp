#include <gtest/gtest.h>

#include "workloads/spikes/recording.hpp"

namespace engram::workloads {
namespace {

SpikeTrain bin(std::vector<RawEvent> events, const BinningOptions& options) {
  return bin_events(events, {2, 3, 4}, options, "sample");
}

TEST(Binning, FloorTruncates) {
  const SpikeTrain train = bin({{0}, {999}, {1000}, {1999}}, {.timesteps = 2});
  ASSERT_EQ(train.events.size(), 2U);
  EXPECT_EQ(train.events[0], (SpikeEvent{0, 0, 2}));
  EXPECT_EQ(train.events[1], (SpikeEvent{1, 0, 2}));
}

TEST(Binning, RoundTakesTiesToEven) {
  const BinningOptions round{.timesteps = 5, .binning = Binning::round};
  const SpikeTrain train = bin({{499}, {500}, {501}, {1500}, {2500}, {2501}, {3500}}, round);
  const std::vector<SpikeEvent> expected{{0, 0, 2}, {1, 0, 1}, {2, 0, 2}, {3, 0, 1}, {4, 0, 1}};
  EXPECT_EQ(train.events, expected);
}

TEST(Binning, ASumCountsAndOneDoesNot) {
  const std::vector<RawEvent> events{{10, 1, 2, 1}, {20, 1, 2, 1}, {30, 1, 2, 0}};
  BinningOptions options{.timesteps = 1};
  const SpikeTrain sum = bin(events, options);
  options.merge = Merge::one;
  const SpikeTrain one = bin(events, options);
  EXPECT_EQ(sum.spikes(), 3U);
  EXPECT_EQ(one.spikes(), 2U);
  ASSERT_EQ(one.events.size(), 2U);
  EXPECT_EQ(sum.events[1], (SpikeEvent{0, (1 * 3 + 2) * 4 + 1, 2}));
  EXPECT_EQ(one.events[1], (SpikeEvent{0, (1 * 3 + 2) * 4 + 1, 1}));
  EXPECT_EQ(one.events_used, 3U) << "events merged into one are used, not dropped";
}

TEST(Binning, LateEventsAreDroppedAndCounted) {
  const SpikeTrain train = bin({{2999}, {3000}, {8'000'000}}, {.timesteps = 3});
  EXPECT_EQ(train.events_used, 1U);
  EXPECT_EQ(train.events_dropped, 2U);
  EXPECT_EQ(train.neurons, 24U);
  EXPECT_EQ(train.timesteps, 3U);
}

TEST(Binning, UnsortedEventsComeOutSorted) {
  const SpikeTrain train = bin({{2000, 1}, {0, 2}, {2000, 0}}, {.timesteps = 3});
  const std::vector<SpikeEvent> expected{{0, 2, 1}, {2, 0, 1}, {2, 1, 1}};
  EXPECT_EQ(train.events, expected);
}

TEST(Binning, AnEventOutsideTheShapeIsNamed) {
  try {
    bin({{5, 3, 2, 1}, {7, 4, 0, 0}}, {.timesteps = 1});
    FAIL() << "accepted";
  } catch (const FileFault& fault) {
    EXPECT_STREQ(fault.what(),
                 "sample: event 1 at 7 us: (channel, y, x) = (0, 0, 4) does not fit the input's "
                 "shape (2, 3, 4); in all 1 of 2 events do not (channel 0 to 1, y 0 to 2, x 3 to "
                 "4); crop would cut it to size, downsample [2, 1] would shrink it");
  }
}

TEST(Binning, ATimestepMustBePositive) {
  EXPECT_THROW(bin({}, {.timestep_us = 0, .timesteps = 1}), FileFault);
  EXPECT_THROW(bin({}, {.timestep_us = -1, .timesteps = 1}), FileFault);
  EXPECT_THROW(bin({}, {.timesteps = 0}), FileFault);
}

TEST(Normalise, RefusesACountBeyond32Bits) {
  SpikeTrain train;
  train.events = {{1, 2, 0xffffffffU}, {1, 2, 1}};
  EXPECT_THROW(normalise(train), std::overflow_error);
}

}  // namespace
}  // namespace engram::workloads
