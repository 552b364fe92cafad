#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "workloads/spikes/recording_train.hpp"
#include "workloads/spikes/train_builder.hpp"

/// What each option of /workload/input does to events, and how events address populations.
namespace engram::workloads {
namespace {

/// Hands out events in blocks of three, as a reader of a file does in blocks of many.
class ListReader final : public EventReader {
 public:
  ListReader(std::vector<RawEvent> events, SensorSize sensor)
      : events_(std::move(events)), sensor_(sensor) {}
  bool next(std::vector<RawEvent>& block) override {
    block.clear();
    while (at_ < events_.size() && block.size() < 3) block.push_back(events_[at_++]);
    return !block.empty();
  }
  SensorSize sensor() const override { return sensor_; }

 private:
  std::vector<RawEvent> events_;
  SensorSize sensor_;
  std::size_t at_ = 0;
};

SpikeTrain train_of(const std::vector<RawEvent>& events, const Shape& shape,
                    const EventOptions& options, const BinningOptions& binning = {.timesteps = 10},
                    SensorSize sensor = {}) {
  return recording_train([&] { return std::make_unique<ListReader>(events, sensor); }, shape,
                         options, binning, "rec");
}

std::string fault_of(const std::vector<RawEvent>& events, const Shape& shape,
                     const EventOptions& options = {}, SensorSize sensor = {}) {
  try {
    train_of(events, shape, options, {.timesteps = 10}, sensor);
  } catch (const FileFault& fault) {
    return fault.what();
  }
  return "";
}

using Events = std::vector<SpikeEvent>;

TEST(Origin, IsTheFilesZeroOrItsEarliestEvent) {
  const std::vector<RawEvent> events{{7500, 1, 0, 0}, {7000, 0, 0, 0}, {9000, 2, 0, 0}};
  EXPECT_EQ(train_of(events, {1, 1, 4}, {}).events, (Events{{7, 0, 1}, {7, 1, 1}, {9, 2, 1}}));
  EXPECT_EQ(train_of(events, {1, 1, 4}, {.origin = Origin::first_event}).events,
            (Events{{0, 0, 1}, {0, 1, 1}, {2, 2, 1}}));
}

TEST(Window, KeepsItsTimesAndStartsAtZero) {
  const std::vector<RawEvent> events{{1999, 0}, {2000, 1}, {2999, 2}, {4999, 3}, {5000, 0}};
  const SpikeTrain train = train_of(events, {1, 1, 4}, {.window = Window{2000, 5000}});
  EXPECT_EQ(train.events, (Events{{0, 1, 1}, {0, 2, 1}, {2, 3, 1}}));
  EXPECT_EQ(train.events_filtered, 2U);
  EXPECT_EQ(train.events_used, 3U);
  const SpikeTrain both =
      train_of(events, {1, 1, 4}, {.origin = Origin::first_event, .window = Window{1000, 2000}});
  EXPECT_EQ(both.events, (Events{{0, 2, 1}})) << "a window counts from the origin";
}

TEST(PolarityOption, KeepsMergesOrSelectsChannels) {
  const std::vector<RawEvent> events{{0, 0, 0, 0}, {0, 0, 0, 1}, {0, 1, 0, 1}};
  EXPECT_EQ(train_of(events, {2, 1, 2}, {}).events, (Events{{0, 0, 1}, {0, 2, 1}, {0, 3, 1}}));
  EXPECT_EQ(train_of(events, {1, 1, 2}, {.polarity = Polarity::merge}).events,
            (Events{{0, 0, 2}, {0, 1, 1}}));
  const SpikeTrain on = train_of(events, {1, 1, 2}, {.polarity = Polarity::on});
  EXPECT_EQ(on.events, (Events{{0, 0, 1}, {0, 1, 1}}));
  EXPECT_EQ(on.events_filtered, 1U);
  EXPECT_EQ(train_of(events, {1, 1, 2}, {.polarity = Polarity::off}).events, (Events{{0, 0, 1}}));
}

TEST(CropOption, CutsAndAddressesFromTheCorner) {
  const std::vector<RawEvent> events{{0, 2, 3, 0}, {0, 4, 4, 0}, {0, 5, 3, 0},
                                     {0, 1, 3, 0}, {0, 2, 2, 0}, {0, 2, 5, 0}};
  const SpikeTrain train = train_of(events, {1, 2, 3}, {.crop = Crop{2, 3, 3, 2}});
  EXPECT_EQ(train.events, (Events{{0, 0, 1}, {0, 5, 1}}));
  EXPECT_EQ(train.events_filtered, 4U);
}

TEST(Downsample, DividesWhatTheCropLeft) {
  const std::vector<RawEvent> events{{0, 3, 0, 0}, {0, 4, 5, 0}, {0, 8, 6, 0}};
  EXPECT_EQ(train_of(events, {1, 3, 5}, {.downsample_x = 2, .downsample_y = 3}).events,
            (Events{{0, 1, 1}, {0, 7, 1}, {0, 14, 1}}));
  EXPECT_EQ(
      train_of(events, {1, 3, 3}, {.crop = Crop{3, 0, 6, 7}, .downsample_x = 2, .downsample_y = 3})
          .events,
      (Events{{0, 0, 1}, {0, 3, 1}, {0, 8, 1}}));
}

TEST(Addresses, AVectorTakesAOneDimensionalRecording) {
  // .bs1 files have one polarity throughout, some 0 and some 1: the neuron is x.
  const std::vector<RawEvent> on{{0, 3, 0, 1}, {0, 5, 0, 1}};
  EXPECT_EQ(train_of(on, {6, 1, 1}, {}).events, (Events{{0, 3, 1}, {0, 5, 1}}));
  EXPECT_EQ(fault_of({{0, 3, 0, 1}, {0, 5, 0, 0}}, {6, 1, 1}),
            "rec: event 1 at 0 us: (channel, y, x) = (0, 0, 5) does not fit the input's shape (6, "
            "1, 1), addressed as (1, 1, 6); in all 1 of 2 events do not (channel 0 to 1, y 0 to 0, "
            "x 3 to 5); polarity (merge, on, off) leaves one channel");
}

TEST(Addresses, AVectorIsFlattenedByTheSizeOfWhatIsSeen) {
  // 2 channels of 2 x 3 (height, width): (p h + y) w + x, as SLAYER flattens N-MNIST.
  const std::vector<RawEvent> events{{0, 2, 1, 1}, {0, 0, 1, 0}};
  EXPECT_EQ(train_of(events, {12, 1, 1}, {}, {.timesteps = 1}, {3, 2}).events,
            (Events{{0, 3, 1}, {0, 11, 1}}));
  EXPECT_EQ(train_of(events, {12, 1, 1}, {.crop = Crop{0, 0, 3, 2}}).events,
            (Events{{0, 3, 1}, {0, 11, 1}}));
  EXPECT_EQ(fault_of(events, {11, 1, 1}, {}, {3, 2}),
            "rec: a field of 3 x 2 pixels does not divide the input's 11 neurons into channels; "
            "crop and downsample set it");
  EXPECT_NE(fault_of(events, {12, 1, 1}).find("a vector takes two coordinates where crop says"),
            std::string::npos);
}

TEST(Faults, SayHowManyWhereAndWhatHelps) {
  EXPECT_EQ(fault_of({{5, 0, 0, 0}, {6, 69, 20, 1}, {7, 1, 40, 0}}, {2, 34, 34}),
            "rec: event 1 at 6 us: (channel, y, x) = (1, 20, 69) does not fit the input's shape "
            "(2, 34, 34); in all 2 of 3 events do not (channel 0 to 1, y 0 to 40, x 0 to 69); "
            "crop would cut it to size, downsample [3, 2] would shrink it");
}

TEST(Faults, NoEventIsUsedBecauseOfItsTime) {
  const std::vector<RawEvent> late{{1'000'000'000, 0}, {1'000'000'900, 0}};
  EXPECT_EQ(fault_of(late, {1, 1, 1}),
            "rec: no event is used: 2 lie after the last timestep, 0 outside window_us (times from "
            "the origin: 1000000000 to 1000000900 us); origin \"first_event\" or window_us moves t "
            "= 0");
  EXPECT_EQ(fault_of(late, {1, 1, 1}, {.origin = Origin::first_event}), "");
  EXPECT_NE(fault_of(late, {1, 1, 1}, {.window = Window{0, 5}}).find("2 outside window_us"),
            std::string::npos);
  EXPECT_EQ(fault_of({}, {1, 1, 1}), "") << "an empty recording is one";
  EXPECT_EQ(fault_of({{1, 9, 9, 0}}, {1, 1, 1}, {.crop = Crop{0, 0, 1, 1}}), "")
      << "nothing in a region is an answer";
}

/// Events in any order, in blocks or at once, give one train; every event is counted once.
void counts_by_hand() {
  const auto count = *rc::gen::inRange<std::size_t>(1, 200);
  std::vector<RawEvent> events;
  for (std::size_t i = 0; i < count; ++i) {
    events.push_back({*rc::gen::inRange<std::uint64_t>(0, 20'000), *rc::gen::inRange(0U, 8U),
                      *rc::gen::inRange(0U, 6U), *rc::gen::inRange(0U, 2U)});
  }
  events.push_back({5000, 2, 2, 1});  // at least one is used
  const EventOptions options{
      .window = Window{3000, 17'000}, .crop = Crop{1, 1, 6, 4}, .downsample_x = 2};
  const SpikeTrain train = train_of(events, {2, 4, 3}, options);
  std::vector<std::vector<std::uint32_t>> counts(10, std::vector<std::uint32_t>(24));
  std::uint64_t used = 0, dropped = 0;
  for (const RawEvent& e : events) {
    if (e.time_us < 3000 || e.time_us >= 17'000 || e.x < 1 || e.x > 6 || e.y < 1 || e.y > 4) {
      continue;
    }
    const std::uint64_t bin = (e.time_us - 3000) / 1000;
    if (bin >= 10) {
      ++dropped;
      continue;
    }
    ++used;
    ++counts[bin][e.channel * 12 + (e.y - 1) * 3 + (e.x - 1) / 2];
  }
  Events expected;
  for (std::uint32_t bin = 0; bin < 10; ++bin) {
    for (std::uint32_t neuron = 0; neuron < 24; ++neuron) {
      if (counts[bin][neuron] > 0) expected.push_back({bin, neuron, counts[bin][neuron]});
    }
  }
  RC_ASSERT(train.events == expected);
  RC_ASSERT(train.events_used == used);
  RC_ASSERT(train.events_dropped == dropped);
  RC_ASSERT(train.events_filtered == events.size() - used - dropped);
}

TEST(RecordingTrain, EqualsCountingByHand) {
  EXPECT_TRUE(rc::check("a train equals counting by hand", counts_by_hand));
}

/// More events than are kept before a merge: 3 million into 2 entries.
TEST(RecordingTrain, MergesOnTheWay) {
  TrainBuilder builder("rec", {2, 1, 1}, {}, {.timesteps = 1});
  for (std::uint64_t i = 0; i < 3'000'000; ++i) {
    builder.add({1, static_cast<std::uint32_t>(i % 3 == 0), 0, 0}, i);
  }
  const SpikeTrain train = builder.finish();
  EXPECT_EQ(train.events, (Events{{0, 0, 2'000'000}, {0, 1, 1'000'000}}));
  EXPECT_LE(train.events.capacity(), std::size_t{1} << 21);
}

}  // namespace
}  // namespace engram::workloads
