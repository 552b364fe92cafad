#include "workloads/spikes/recording_summary.hpp"

#include <gtest/gtest.h>

namespace engram::workloads {
namespace {

class OnceReader final : public EventReader {
 public:
  explicit OnceReader(std::vector<RawEvent> events) : events_(std::move(events)) {}
  bool next(std::vector<RawEvent>& block) override {
    block = std::move(events_);
    events_.clear();
    return !block.empty();
  }
  SensorSize sensor() const override { return {8, 6}; }

 private:
  std::vector<RawEvent> events_;
};

RecordingSummary summary_of(const std::vector<RawEvent>& events, std::size_t parts = 4) {
  return summarise_recording([&] { return std::make_unique<OnceReader>(events); }, parts);
}

TEST(RecordingSummary, CountsWhatIsThere) {
  const RecordingSummary s = summary_of(
      {{1500, 3, 1, 1}, {1999, 2, 5, 0}, {1000, 7, 2, 1}, {5000, 2, 2, 1}, {4999, 2, 2, 20}});
  EXPECT_EQ(s.sensor.width, 8U);
  EXPECT_EQ(s.sensor.height, 6U);
  EXPECT_EQ(s.events, 5U);
  EXPECT_EQ(s.channels, (std::map<std::uint32_t, std::uint64_t>{{0, 1}, {1, 3}, {20, 1}}));
  EXPECT_EQ(s.first_time_us, 1000U);
  EXPECT_EQ(s.last_time_us, 5000U);
  EXPECT_DOUBLE_EQ(s.duration_s(), 4e-3);
  EXPECT_EQ(s.unsorted_steps, 2U);
  EXPECT_EQ(s.x.low, 2U);
  EXPECT_EQ(s.x.high, 7U);
  EXPECT_EQ(s.y.low, 1U);
  EXPECT_EQ(s.y.high, 5U);
  EXPECT_EQ(s.channel.high, 20U);
  ASSERT_TRUE(s.busiest);
  EXPECT_EQ(s.busiest->time_us, 1000U);
  EXPECT_EQ(s.busiest->events, 3U);
  EXPECT_EQ(s.histogram, (std::vector<std::uint64_t>{3, 0, 0, 2}));
}

TEST(RecordingSummary, TheEarliestOfTheBusiest) {
  const RecordingSummary s = summary_of({{7000}, {3000}, {7001}, {3999}});
  EXPECT_EQ(s.busiest->time_us, 3000U);
  EXPECT_EQ(s.busiest->events, 2U);
}

TEST(RecordingSummary, OneEventAndNone) {
  EXPECT_EQ(summary_of({{42}}).histogram, (std::vector<std::uint64_t>{1, 0, 0, 0}));
  EXPECT_EQ(summary_of({{42}}).duration_s(), 0);
  EXPECT_EQ(summary_of({{42}, {42}}).unsorted_steps, 0U) << "equal times are sorted";
  const RecordingSummary none = summary_of({});
  EXPECT_EQ(none.events, 0U);
  EXPECT_FALSE(none.busiest);
  EXPECT_TRUE(none.histogram.empty());
}

TEST(RecordingSummary, ChannelsAndTimesOfAnyNumberInBoundedMemory) {
  std::vector<RawEvent> events;
  for (std::uint32_t i = 0; i < 40; ++i) events.push_back({~std::uint64_t{0} - i, 0, 0, i});
  const RecordingSummary s = summary_of(events);
  EXPECT_EQ(s.channels.size(), RecordingSummary::kMaxChannels);
  EXPECT_EQ(s.other_channels, 40 - RecordingSummary::kMaxChannels);
  std::uint64_t sum = 0;
  for (const std::uint64_t part : s.histogram) sum += part;
  EXPECT_EQ(sum, 40U);
}

}  // namespace
}  // namespace engram::workloads
