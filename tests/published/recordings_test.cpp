#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>
#include <tuple>

#include "workloads/files/npy.hpp"
#include "workloads/recordings/event_reader.hpp"

/// Recordings of every format against what independent decoders found in them (EXPECTED.md section
/// 10), opened without naming the format.
namespace engram::published {
namespace {

using workloads::RawEvent;
using Row = std::vector<std::string>;

const std::filesystem::path kReal = std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real";

std::vector<Row> rows() {
  std::ifstream stream(kReal / "expected_events.csv");
  std::vector<Row> rows;
  std::string line;
  std::getline(stream, line);  // the header
  while (std::getline(stream, line)) {
    Row row;
    std::istringstream fields(line + ",");  // the last field may be empty
    for (std::string field; std::getline(fields, field, ',');) row.push_back(field);
    rows.push_back(row);
  }
  return rows;
}

std::string text_of(const RawEvent& event) {
  return std::to_string(event.time_us) + ":" + std::to_string(event.x) + ":" +
         std::to_string(event.y) + ":" + std::to_string(event.channel);
}

std::string three_from(const std::vector<RawEvent>& events, std::size_t first) {
  return text_of(events[first]) + " " + text_of(events[first + 1]) + " " +
         text_of(events[first + 2]);
}

/// The fields of the expected row that the events alone decide.
Row measured(const std::vector<RawEvent>& events) {
  if (events.empty()) {
    Row none(17);
    none[0] = none[1] = none[10] = "0";
    return none;
  }
  std::uint64_t on = 0, decreases = 0, min_t = ~std::uint64_t{0}, max_t = 0;
  std::uint32_t max_x = 0, max_y = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const RawEvent& event = events[i];
    on += event.channel == 1;
    decreases += i > 0 && event.time_us < events[i - 1].time_us;
    min_t = std::min(min_t, event.time_us);
    max_t = std::max(max_t, event.time_us);
    max_x = std::max(max_x, event.x);
    max_y = std::max(max_y, event.y);
  }
  Row row;
  for (const std::uint64_t value :
       {std::uint64_t{events.size()}, on, events.front().time_us, std::uint64_t{events.front().x},
        std::uint64_t{events.front().y}, std::uint64_t{events.front().channel},
        events.back().time_us, std::uint64_t{events.back().x}, std::uint64_t{events.back().y},
        std::uint64_t{events.back().channel}, decreases, min_t, max_t, std::uint64_t{max_x},
        std::uint64_t{max_y}}) {
    row.push_back(std::to_string(value));
  }
  row.push_back(three_from(events, 0));
  row.push_back(three_from(events, events.size() - 3));
  return row;
}

class Recordings : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kReal)) GTEST_SKIP() << "reference data not found at " << kReal;
  }
};

TEST_F(Recordings, EveryLineOfTheExpectedEventsIsMet) {
  int files = 0;
  for (const Row& row : rows()) {
    const Row expected(row.begin() + 2, row.end());
    EXPECT_EQ(measured(workloads::read_recording(kReal / row[0])), expected) << row[0];
    ++files;
  }
  EXPECT_EQ(files, 19);
}

TEST_F(Recordings, TheFormatIsDetected) {
  const std::vector<std::pair<std::string, std::string>> names = {
      {"bs2", "nmnist"}, {"event_stream", "es"}, {"aedat2_davis240", "aedat2"}};
  for (const Row& row : rows()) {
    std::string expected = row[1];
    for (const auto& [theirs, ours] : names) {
      if (expected == theirs) expected = ours;
    }
    EXPECT_EQ(workloads::detect_format(kReal / row[0]).name, expected) << row[0];
  }
}

TEST_F(Recordings, SensorsAreAsTheHeadersSay) {
  const std::vector<std::tuple<std::string, std::uint32_t, std::uint32_t>> sensors = {
      {"sample.aedat4", 320, 240},
      {"trcl0.es", 30, 32},
      {"IMU_translBoxes.aedat", 240, 180},
      {"aedat2_header.aedat", 346, 260},
      {"TranslatingBarX.aedat", 0, 0}};
  for (const auto& [file, width, height] : sensors) {
    const auto sensor = workloads::open_recording(kReal / "events" / file)->sensor();
    EXPECT_EQ(sensor.width, width) << file;
    EXPECT_EQ(sensor.height, height) << file;
  }
}

/// The same events in the two SLAYER layouts; the same spikes as text of Auryn and as .bs1.
TEST_F(Recordings, OneRecordingInTwoFormatsIsTheSame) {
  using workloads::read_recording;
  EXPECT_EQ(read_recording(kReal / "dvsgesture/1.bs2"), read_recording(kReal / "dvsgesture/1.bs3"));
  const auto text = read_recording(kReal / "oxford/superspike_oxford-input.ras");
  auto binary = read_recording(kReal / "oxford/input.bs1");
  for (RawEvent& event : binary) event.channel = 0;
  EXPECT_EQ(text, binary);
  // The target's text numbers neurons from 1 (EXPECTED.md section 11).
  auto target = read_recording(kReal / "oxford/superspike_oxford-target.ras");
  auto stored = read_recording(kReal / "oxford/target_output.bs1");
  ASSERT_FALSE(target.empty());
  EXPECT_EQ(target.front().time_us, stored.front().time_us);
  EXPECT_EQ(target.front().x, stored.front().x + 1);
}

/// lava-dl's own recording of output spikes: columns x, 0, t in steps of a millisecond, sorted by
/// neuron (section 2 gives the first and last by time).
TEST_F(Recordings, TheSpikesOfLavaDlAreRead) {
  auto events = workloads::read_recording(kReal / "oxford/ground_truth.npy");
  ASSERT_EQ(events.size(), 10178U);
  std::stable_sort(events.begin(), events.end(), [](const RawEvent& a, const RawEvent& b) {
    return std::tie(a.time_us, a.x) < std::tie(b.time_us, b.x);
  });
  EXPECT_EQ(three_from(events, 0), "2000:2:0:0 2000:3:0:0 2000:22:0:0");
  EXPECT_EQ(three_from(events, events.size() - 3), "1887000:42:0:0 1887000:57:0:0 1887000:164:0:0");
}

/// Section 5: spikes in arrays (1, c, y, x, t) of lava-dl.
TEST_F(Recordings, TheArraysOfTinynetHaveTheSpikesStated) {
  const std::vector<std::pair<std::string, std::uint64_t>> arrays = {
      {"input", 6783}, {"layer1", 1633}, {"output", 92}};
  for (const auto& [name, spikes] : arrays) {
    const workloads::NpyArray array = workloads::read_npy(kReal / "tinynet" / (name + ".npy"));
    ASSERT_EQ(array.shape.size(), 5U) << name;
    EXPECT_EQ(array.shape.back(), 16U) << name;
    EXPECT_EQ(static_cast<std::uint64_t>(std::count(array.values.begin(), array.values.end(), 1.0)),
              spikes)
        << name;
  }
}

}  // namespace
}  // namespace engram::published
