#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "workloads/spikes/recording.hpp"

/// Real recordings against independent results (EXPECTED.md sections 1, 3 and 10).
namespace engram::workloads {
namespace {

const std::filesystem::path kReal = std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real";

using Row = std::vector<std::string>;

std::vector<Row> rows_of(const std::string& file) {
  std::ifstream stream(kReal / file);
  std::vector<Row> rows;
  for (std::string line; std::getline(stream, line);) {
    Row row;
    std::istringstream fields(line);
    for (std::string field; std::getline(fields, field, ',');) row.push_back(field);
    rows.push_back(row);
  }
  if (!rows.empty()) rows.erase(rows.begin());  // the header
  return rows;
}

class Recordings : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kReal)) GTEST_SKIP() << "reference data not found at " << kReal;
  }
};

std::string text_of(const RawEvent& event) {
  return std::to_string(event.time_us) + ":" + std::to_string(event.x) + ":" +
         std::to_string(event.y) + ":" + std::to_string(event.channel);
}

std::string three_from(const std::vector<RawEvent>& events, std::size_t first) {
  return text_of(events[first]) + " " + text_of(events[first + 1]) + " " +
         text_of(events[first + 2]);
}

TEST_F(Recordings, EventsEqualTheExpectedOnes) {
  int files = 0;
  for (const Row& row : rows_of("expected_events.csv")) {
    if (row[1] != "nmnist" && row[1] != "bs2") continue;
    const std::vector<RawEvent> events = read_nmnist(kReal / row[0]);
    ASSERT_EQ(std::to_string(events.size()), row[2]) << row[0];
    std::uint64_t on = 0, decreases = 0;
    std::uint32_t max_x = 0, max_y = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
      on += events[i].channel;
      decreases += i > 0 && events[i].time_us < events[i - 1].time_us;
      max_x = std::max(max_x, events[i].x);
      max_y = std::max(max_y, events[i].y);
    }
    EXPECT_EQ(std::to_string(on), row[3]) << row[0];
    EXPECT_EQ(std::to_string(decreases), row[12]) << row[0];
    EXPECT_EQ(std::to_string(max_x), row[15]) << row[0];
    EXPECT_EQ(std::to_string(max_y), row[16]) << row[0];
    EXPECT_EQ(three_from(events, 0), row[17]) << row[0];
    EXPECT_EQ(three_from(events, events.size() - 3), row[18]) << row[0];
    ++files;
  }
  EXPECT_GE(files, 3);
}

TEST_F(Recordings, FloorBinsSummedUseAndDropWhatSinabsDoes) {
  int files = 0;
  for (const Row& row : rows_of("expected_cnn_sinabs.csv")) {
    const auto events = read_nmnist(kReal / "nmnist" / (row[0] + ".bs2"));
    const SpikeTrain train = bin_events(events, {2, 34, 34}, {.timesteps = 300}, row[0]);
    EXPECT_EQ(std::to_string(train.events_used), row[2]) << row[0];
    EXPECT_EQ(std::to_string(train.events_dropped), row[3]) << row[0];
    EXPECT_EQ(train.spikes(), train.events_used);
    for (const SpikeEvent& event : train.events) ASSERT_LE(event.count, 3U) << row[0];
    ++files;
  }
  EXPECT_EQ(files, 100) << "50 recordings, two variants";
}

TEST_F(Recordings, RoundBinsAtMostOneGiveTheInputSpikesOfSlayer) {
  int files = 0;
  const BinningOptions slayer{.timesteps = 300, .binning = Binning::round, .merge = Merge::one};
  for (const Row& row : rows_of("expected_slayer_nmnist.csv")) {
    const auto events = read_nmnist(kReal / "nmnist" / (row[0] + ".bs2"));
    const SpikeTrain train = bin_events(events, {2, 34, 34}, slayer, row[0]);
    EXPECT_EQ(std::to_string(train.spikes()), row[3]) << row[0];
    EXPECT_EQ(std::to_string(events.size()), row[15]) << row[0];
    EXPECT_EQ(std::to_string(train.events_dropped), row[16]) << row[0];
    ++files;
  }
  EXPECT_EQ(files, 50);
}

}  // namespace
}  // namespace engram::workloads
