#include <gtest/gtest.h>

#include <sstream>

#include "tests/sim/command/program.hpp"

/// `schedule: layer_by_layer` through the program: a network larger than its chip.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

class LayeredRuns : public testing::Test {
 protected:
  Scratch scratch;
  const std::string shipped =
      "'" + (fs::path(ENGRAM_SOURCE_DIR) / "configs/runs/demo_layer_by_layer.json").string() + "'";

  void SetUp() override { scratch.write("run.json", small_config()); }
  ProgramResult run(const std::string& config, const std::string& sets, const std::string& out) {
    return engram("run " + config + " --quiet --out " + out + " " + sets, scratch.path());
  }
  std::string file(const std::string& out, const std::string& name) {
    return read_file(scratch.path() / out / name);
  }
  void expect_refused(const std::string& config, const std::string& sets, const std::string& why) {
    const ProgramResult result = run(config, sets, "refused");
    EXPECT_EQ(result.exit_code, 3) << sets;
    EXPECT_NE(result.errors.find(why), std::string::npos) << result.errors;
    EXPECT_FALSE(fs::exists(scratch.path() / "refused"));
  }
};

constexpr const char* kLayered = "--set /chip/schedule=layer_by_layer --set /chip/dram={} ";

TEST_F(LayeredRuns, RunWhatDoesNotFitOtherwiseWithTheSameSpikes) {
  const ProgramResult in_turn = run(shipped, "", "layered");
  ASSERT_EQ(in_turn.exit_code, 0) << in_turn.errors;
  const std::string waving =
      "--set /chip/schedule=wave --set /chip/mapping/strategy=separate "
      "--set /chip/core/synapse_memory/macros=shared";
  // `dram` is of this schedule alone, so the other one's config is written without it.
  std::string text =
      read_file(fs::path(ENGRAM_SOURCE_DIR) / "configs/runs/demo_layer_by_layer.json");
  const std::size_t dram = text.find("    \"dram\"");
  text.erase(dram, text.find('\n', dram) + 1 - dram);
  scratch.write("wave.json", text);
  expect_refused("wave.json", waving, "does not fit: the network's");
  const ProgramResult wave = run("wave.json", waving + " --set /chip/mesh=[4,1]", "wave");
  ASSERT_EQ(wave.exit_code, 0) << wave.errors;
  EXPECT_GT(file("wave", "spikes.csv").size(), 10000U);
  EXPECT_EQ(file("layered", "spikes.csv"), file("wave", "spikes.csv"));
  EXPECT_EQ(value_of(file("layered", "stats.json"), "synaptic_operations"),
            value_of(file("wave", "stats.json"), "synaptic_operations"));
}

TEST_F(LayeredRuns, LinesAddUpToTheTotalExactlyAndDramIsAmongThem) {
  ASSERT_EQ(run(shipped, "", "r").exit_code, 0);
  std::istringstream lines(file("r", "accesses.csv"));
  std::string line;
  std::getline(lines, line);
  unsigned long long total = 0, dram = 0, loads = 0;
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    std::string block, region, kind, count, energy, sum;
    for (std::string* cell : {&block, &region, &kind, &count, &energy, &sum}) {
      std::getline(cells, *cell, ',');
    }
    EXPECT_EQ(std::stoull(count) * std::stoull(energy), std::stoull(sum)) << line;
    total += std::stoull(sum);
    if (block == "dram" && kind == "dram_bit") dram += std::stoull(sum);
    if (region == "conv2.kernel.load" && kind == "write") loads += std::stoull(count);
  }
  EXPECT_EQ(std::to_string(total), value_of(file("r", "stats.json"), "energy_aj"));
  EXPECT_GT(dram, 0U);
  // 16 x 8 x 3 x 3 weights of 4 bits in words of 64, once.
  EXPECT_EQ(loads, 16U * 8 * 3 * 3 * 4 / 64);
}

TEST_F(LayeredRuns, AreRefusedWhereTheyCannotBe) {
  expect_refused("run.json", "--set /chip/schedule=layer_by_layer",
                 "/chip/dram: missing: schedule layer_by_layer keeps the network there");
  expect_refused("run.json", "--set /chip/dram={}",
                 "/chip/dram: only schedule layer_by_layer has it");
  expect_refused("run.json", kLayered + std::string("--set /fidelity=cycle"), "fidelity 'fast'");
  expect_refused("run.json", kLayered + std::string("--set /chip/timing=real_time"),
                 "timing 'as_fast'");
  expect_refused("run.json",
                 kLayered + std::string("--set /chip/core/synapse_memory/macros=separate"),
                 "/chip/core/synapse_memory/macros: layers take turns");
  expect_refused("run.json", kLayered + std::string("--set /chip/mesh=[1,1]"),
                 "population 'mid' does not fit: its 8 neurons need at least 2 cores");
}

TEST_F(LayeredRuns, LoopsAcrossLayersAreRefusedByNameInsideOneAllowed) {
  std::string text = small_config();
  const std::string projection =
      R"({ "name": "back", "source": "out", "target": "mid", "type": "dense", "delay": 1,
           "weights": { "distribution": "uniform", "low": -0.4, "high": 0.4 } },
        { "name": "a",)";
  text.replace(text.find("{ \"name\": \"a\","), 14, projection);
  scratch.write("loop.json", text);
  expect_refused("loop.json", kLayered, "a loop through 'mid', 'out'");
  text.replace(text.find("\"source\": \"out\""), 15, "\"source\": \"mid\"");
  scratch.write("self.json", text);
  ASSERT_EQ(run("self.json", kLayered, "layered").exit_code, 0);
  ASSERT_EQ(run("self.json", "", "wave").exit_code, 0);
  EXPECT_EQ(file("layered", "spikes.csv"), file("wave", "spikes.csv"));
}

}  // namespace
}  // namespace engram::sim
