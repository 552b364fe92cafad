#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "workloads/spikes/recording.hpp"

/// Real recordings, binned, against independent results (EXPECTED.md sections 1 and 3).
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

TEST_F(Recordings, FloorBinsSummedUseAndDropWhatSinabsDoes) {
  int files = 0;
  for (const Row& row : rows_of("expected_cnn_sinabs.csv")) {
    const auto events = read_recording(kReal / "nmnist" / (row[0] + ".bs2"));
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
    const auto events = read_recording(kReal / "nmnist" / (row[0] + ".bs2"));
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
