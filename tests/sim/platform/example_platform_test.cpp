#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <sstream>
#include <vector>

#include "tests/sim/command/program.hpp"

/// The example platform, a program that drives the chip by the bus alone, beside `engram run`.
namespace engram::sim {
namespace {

/// spikes.csv with numbers for names, in the order of the output queue.
std::string events_of(const std::string& spikes, const std::map<std::string, int>& numbers) {
  std::istringstream text(spikes);
  std::string line;
  std::getline(text, line);
  std::vector<std::array<int, 4>> events;
  while (std::getline(text, line)) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream fields(line);
    std::string name;
    std::array<int, 4> event{};
    fields >> name >> event[2] >> event[0] >> event[3];
    event[1] = numbers.at(name);
    events.push_back(event);
  }
  std::sort(events.begin(), events.end());
  std::ostringstream sorted;
  sorted << "timestep,population,neuron,count\n";
  for (const auto& event : events) {
    sorted << event[0] << ',' << event[1] << ',' << event[2] << ',' << event[3] << '\n';
  }
  return sorted.str();
}

class ExamplePlatform : public testing::Test {
 protected:
  void SetUp() override { scratch.write("small.json", small_config()); }
  ProgramResult platform(const std::string& arguments) {
    return run_program(ENGRAM_PLATFORM, arguments, scratch.path());
  }
  std::string file(const std::string& name) { return read_file(scratch.path() / name); }
  const Scratch scratch;
};

TEST_F(ExamplePlatform, ItsSpikesAreThoseOfARun) {
  ASSERT_EQ(engram("export small.json --out x", scratch.path()).exit_code, 0);
  ASSERT_EQ(engram("run small.json --quiet --out r", scratch.path()).exit_code, 0);
  const ProgramResult result = platform("small.json x");
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  const std::string expected = events_of(file("r/spikes.csv"), {{"mid", 1}, {"out", 2}});
  EXPECT_GT(expected.size(), 300U);
  EXPECT_EQ(result.output, expected);
  EXPECT_EQ(result.output, file("x/output_events.csv"));
  EXPECT_EQ(result.errors, value_of(file("r/stats.json"), "cycles") + " cycles\n");
}

/// Weights come over the bus and from nowhere else: without them nothing fires.
TEST_F(ExamplePlatform, ItsWeightsAreThoseThatItLoaded) {
  ASSERT_EQ(engram("export small.json --out x", scratch.path()).exit_code, 0);
  scratch.write("x/regions.csv", "core,image,...\n");
  const ProgramResult result = platform("small.json x");
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_EQ(result.output, "timestep,population,neuron,count\n");
}

TEST_F(ExamplePlatform, RefusesWhatIsNoExport) {
  EXPECT_EQ(platform("small.json").exit_code, 2);
  EXPECT_EQ(platform("small.json absent").exit_code, 3);
  ASSERT_EQ(engram("export small.json --out x", scratch.path()).exit_code, 0);
  scratch.write("x/core0_image0_list.hex", "zz\n");
  const ProgramResult result = platform("small.json x");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_NE(result.errors.find("found 'zz' where a number belongs"), std::string::npos)
      << result.errors;
}

}  // namespace
}  // namespace engram::sim
