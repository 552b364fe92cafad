#include <gtest/gtest.h>

#include "temporary_file.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::workloads {
namespace {

SpikeTrain read(const std::string& text, std::uint32_t neurons = 10, std::uint32_t timesteps = 5) {
  const TemporaryFile file("spikes.csv", text);
  return read_spike_csv(file.path(), neurons, timesteps);
}

/// The message without the path, which differs from run to run.
std::string fault_of(const std::string& text) {
  const TemporaryFile file("spikes.csv", text);
  try {
    read_spike_csv(file.path(), 10, 5);
  } catch (const FileFault& fault) {
    std::string what = fault.what();
    const std::string path = file.path().string();
    for (std::size_t at = what.find(path); at != std::string::npos; at = what.find(path)) {
      what.replace(at, path.size(), "F");
    }
    return what;
  }
  return "accepted";
}

TEST(SpikeCsv, ReadsPlainEvents) {
  const SpikeTrain train = read("neuron,timestep\n3,1\n0,0\n9,4\n");
  const std::vector<SpikeEvent> expected{{0, 0, 1}, {1, 3, 1}, {4, 9, 1}};
  EXPECT_EQ(train.events, expected);
  EXPECT_EQ(train.events_used, 3U);
}

TEST(SpikeCsv, ColumnsMayStandInAnyOrder) {
  const SpikeTrain train = read("count,population,timestep,neuron\n2,in,1,3\n1,in,1,3\n");
  const std::vector<SpikeEvent> expected{{1, 3, 3}};
  EXPECT_EQ(train.events, expected) << "equal neuron and timestep add up";
}

TEST(SpikeCsv, TakesWindowsLineEndsBlanksAndAMissingLastLineEnd) {
  const SpikeTrain train = read("\xef\xbb\xbfneuron, timestep\r\n 1,\t2\r\n\r\n4,3");
  const std::vector<SpikeEvent> expected{{2, 1, 1}, {3, 4, 1}};
  EXPECT_EQ(train.events, expected);
}

TEST(SpikeCsv, DropsAndCountsLateEvents) {
  const SpikeTrain train = read("neuron,timestep,count\n1,4,2\n1,5,3\n1,4000000000,1\n");
  EXPECT_EQ(train.events_used, 2U);
  EXPECT_EQ(train.events_dropped, 4U);
}

TEST(SpikeCsv, AnEmptyTrainIsLegal) {
  EXPECT_TRUE(read("neuron,timestep\n").events.empty());
}

TEST(SpikeCsv, NamesEveryFaultWithLineAndColumn) {
  EXPECT_EQ(fault_of("neuron,timestep,count\n"
                     "-1,0,1\n"
                     "2.5,0,1\n"
                     "10,0,1\n"
                     "1,99999999999999999999999,1\n"
                     "x,,1e3\n"
                     "1,2\n"
                     "1,2,0\n"),
            "F:2: column 'neuron': '-1' is negative\n"
            "F:3: column 'neuron': '2.5' has a fraction\n"
            "F:4: column 'neuron': 10 is too large (at most 9)\n"
            "F:5: column 'timestep': 99999999999999999999999 is too large (at most 4294967295)\n"
            "F:6: column 'neuron': 'x' is not a number\n"
            "F:6: column 'timestep': is empty\n"
            "F:6: column 'count': '1e3' is not written as a whole number\n"
            "F:7: found 2 fields, the header names 3\n"
            "F:8: column 'count': 0 is no event (expected at least 1)");
}

TEST(SpikeCsv, ChecksTheHeader) {
  EXPECT_EQ(fault_of("neuron,time,neuron\n1,2,3\n"),
            "F:1: column 'time' is unknown (expected neuron, timestep, count, population)\n"
            "F:1: column 'neuron' stands twice\n"
            "F:1: the header names no column 'timestep'");
  EXPECT_EQ(fault_of(""), "F:1: the file is empty (expected a header with neuron,timestep)");
}

TEST(SpikeCsv, ShowsTwentyFaultsAndTheNumberOfTheOthers) {
  std::string text = "neuron,timestep\n";
  for (int line = 0; line < 23; ++line) text += "no,1\n";
  const std::string fault = fault_of(text);
  EXPECT_NE(fault.find("F:21: column 'neuron'"), std::string::npos);
  EXPECT_EQ(fault.find("F:22:"), std::string::npos);
  EXPECT_TRUE(fault.ends_with("\nF: and 3 more")) << fault;
}

TEST(SpikeCsv, BoundsTheLengthOfALine) {
  EXPECT_EQ(fault_of("neuron,timestep\n1,2" + std::string(100'000, ' ') + "\n"),
            "F:2: the line is longer than 4095 bytes");
}

TEST(SpikeCsv, CountsBeyond32BitsAreRefused) {
  EXPECT_NE(fault_of("neuron,timestep,count\n1,2,4294967295\n1,2,1\n").find("neuron 1"),
            std::string::npos);
}

TEST(SpikeCsv, AMissingFileIsNamed) {
  EXPECT_THROW(read_spike_csv("no-such-file.csv", 1, 1), FileFault);
  EXPECT_THROW(read_spike_csv(std::filesystem::temp_directory_path(), 1, 1), FileFault);
}

}  // namespace
}  // namespace engram::workloads
