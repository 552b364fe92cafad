#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <sstream>

#include "tests/sim/command/program.hpp"

/// `engram run --vcd`: waveforms, read back by a reader of this file alone.
namespace engram::sim {
namespace {

struct Waves {
  std::map<std::string, std::string> name_of;  ///< code -> scope.name
  /// Name -> the sum of all values that it took: of a signal that is 0 but in single cycles, what
  /// these brought in all.
  std::map<std::string, std::uint64_t> sums;
  std::uint64_t last_time = 0;
};

void read_value(const std::string& line, Waves& waves) {
  const bool vector = line[0] == 'b';
  const std::size_t space = line.find(' ');
  const std::string digits = vector ? line.substr(1, space - 1) : line.substr(0, 1);
  const std::string code = vector ? line.substr(space + 1) : line.substr(1);
  ASSERT_EQ(waves.name_of.count(code), 1U) << line;
  if (digits != "x") waves.sums[waves.name_of.at(code)] += std::stoull(digits, nullptr, 2);
}

Waves read_waves(const std::string& text) {
  Waves waves;
  std::vector<std::string> scope;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string first, type, width, code, name;
    words >> first;
    if (first == "$scope") {
      words >> type >> name;
      scope.push_back(name);
    } else if (first == "$upscope") {
      scope.pop_back();
    } else if (first == "$var") {
      words >> type >> width >> code >> name;
      std::string path;
      for (const std::string& part : scope) path += part + ".";
      waves.name_of[code] = path + name;
    } else if (first[0] == '#') {
      const std::uint64_t time = std::stoull(first.substr(1));
      EXPECT_TRUE(time > waves.last_time || time == 0) << line;
      waves.last_time = time;
    } else if (first[0] != '$') {
      read_value(line, waves);
    }
  }
  EXPECT_TRUE(scope.empty());
  return waves;
}

/// The count of a line of accesses.csv.
std::uint64_t count_of(const std::string& accesses, const std::string& line) {
  const std::size_t at = accesses.find("\n" + line + ",");
  EXPECT_NE(at, std::string::npos) << line;
  return at == std::string::npos ? 0 : std::stoull(accesses.substr(at + line.size() + 2));
}

class Waveforms : public testing::Test {
 protected:
  Scratch scratch;
  void SetUp() override { scratch.write("run.json", small_config()); }
  ProgramResult run(const std::string& options) {
    return engram("run run.json --quiet --out r --set /fidelity=cycle " + options, scratch.path());
  }
  std::string file(const std::string& name) { return read_file(scratch.path() / name); }
};

TEST_F(Waveforms, ShowEveryWordThatIsCounted) {
  ASSERT_EQ(run("--vcd w.vcd --trace-steps 0:19").exit_code, 0);
  const Waves waves = read_waves(file("w.vcd"));
  const std::string accesses = file("r/accesses.csv");
  std::size_t memories = 0;
  for (const auto& [code, name] : waves.name_of) {
    const std::string reads = ".memory_read";
    if (name.size() < reads.size() || name.substr(name.size() - reads.size()) != reads) continue;
    // chip.core0.<projection>.<region>.memory_read
    const std::size_t core = name.find('.') + 1, projection = name.find('.', core) + 1;
    const std::string region = name.substr(projection, name.size() - reads.size() - projection);
    EXPECT_EQ(waves.sums.at(name),
              count_of(accesses, name.substr(core, projection - core - 1) + "," + region + ",read"))
        << name;
    ++memories;
  }
  EXPECT_GE(memories, 2U);
  EXPECT_GT(waves.sums.at("chip.network.delivered"), 0U);
  EXPECT_EQ(waves.sums.at("chip.timestep_controller.timestep"), 19U * 20 / 2);
}

/// As the ports of the twins in memory/rtl are named, which have one memory for all regions.
TEST_F(Waveforms, HaveTheNamesOfTheTwins) {
  ASSERT_EQ(run("--vcd w.vcd --set /chip/core/synapse_memory/macros=shared").exit_code, 0);
  const Waves waves = read_waves(file("w.vcd"));
  const std::string accesses = file("r/accesses.csv");
  for (const char* port : {"event_line", "memory_read", "memory_address", "delivery_valid"}) {
    EXPECT_EQ(waves.sums.count(std::string("chip.core0.a.") + port), 1U) << port;
  }
  EXPECT_EQ(waves.sums.at("chip.core0.a.memory_read"),
            count_of(accesses, "core0,a.pointers,read") + count_of(accesses, "core0,a.list,read"));
}

/// 6 onto 4 and back again into the weights: every column is read and updated in every timestep.
const char* const kLearning = R"({
  "name": "learn",
  "workload": {
    "network": {
      "populations": [
        { "name": "in", "shape": [6], "neuron": { "model": "input" } },
        { "name": "out", "shape": [4], "output": true,
          "neuron": { "model": "if", "threshold": 12, "reset": "zero" } } ],
      "projections": [
        { "name": "fc", "source": "in", "target": "out", "type": "dense",
          "weights": { "distribution": "uniform_int", "low": -7, "high": 7 } } ] },
    "input": { "poisson": { "rate_hz": 300 }, "timesteps": 10 } },
  "compression": { "quantize": { "bits": 5, "scale": 1 } },
  "learning": { "rule": "backprop", "rate_shift": 12, "targets": { "spikes": "t.csv" } },
  "chip": { "core": { "neuron": { "arithmetic": "fixed", "fraction_bits": 0 },
                      "synapse_memory": { "encoding": "index", "word_bits": 32 } } } })";

TEST_F(Waveforms, ShowTheWordsOfLearningToo) {
  scratch.write("run.json", kLearning);
  scratch.write("t.csv", "population,neuron,timestep,count\nout,0,3,1\n");
  ASSERT_EQ(run("--vcd w.vcd --trace t.json --trace-steps 0:9").exit_code, 0);
  const Waves waves = read_waves(file("w.vcd"));
  const std::string accesses = file("r/accesses.csv");
  const auto counted = [&](const std::string& what) {
    return count_of(accesses, "core0,fc.list" + what);
  };
  EXPECT_EQ(waves.sums.at("chip.core0.fc.list.memory_read"),
            counted(",read") + counted(".backward,read") + counted(".update,read"));
  EXPECT_EQ(waves.sums.at("chip.core0.fc.list.memory_write"), counted(".update,write"));
  EXPECT_GT(counted(".update,write"), 0U);
  EXPECT_EQ(waves.sums.at("chip.core0.fc.reverse_list.memory_read"),
            count_of(accesses, "core0,fc.reverse_list.backward,read") +
                count_of(accesses, "core0,fc.reverse_list.update,read"));
  const std::string trace = file("t.json");
  for (const char* work : {"backward", "learn"}) {
    EXPECT_NE(trace.find('"' + std::string(work) + '"'), std::string::npos) << work;
  }
  const std::string stats = file("r/stats.txt");
  for (const char* line : {"stalls/backward/words", "stalls/update/write_pending",
                           "stalls/update/write_bank", "stalls/host/memory_bank"}) {
    EXPECT_NE(stats.find(line), std::string::npos) << line << "\n" << stats;
  }
}

TEST_F(Waveforms, ShowTheScopeAndTheWindowAskedFor) {
  ASSERT_EQ(run("--vcd w.vcd --vcd-scope chip.timestep_controller --trace-steps 3:4").exit_code, 0);
  const Waves waves = read_waves(file("w.vcd"));
  ASSERT_EQ(waves.name_of.size(), 3U);
  EXPECT_EQ(waves.sums.at("chip.timestep_controller.timestep"), 3U + 4);
}

TEST_F(Waveforms, ChangeNothingElse) {
  ASSERT_EQ(run("").exit_code, 0);
  const std::string stats = file("r/stats.json");
  ASSERT_EQ(run("--vcd w.vcd").exit_code, 0);
  EXPECT_EQ(file("r/stats.json"), stats);
}

TEST_F(Waveforms, SayWhichModuleThereIsNot) {
  const ProgramResult wrong = run("--vcd w.vcd --vcd-scope chip.core");
  EXPECT_EQ(wrong.exit_code, 3);
  EXPECT_NE(wrong.errors.find("--vcd-scope: no module 'chip.core'; did you mean 'chip.core0'?"),
            std::string::npos)
      << wrong.errors;
  EXPECT_EQ(run("--vcd-scope chip").exit_code, 3) << "a scope of nothing";
  EXPECT_FALSE(std::filesystem::exists(scratch.path() / "w.vcd"));
}

}  // namespace
}  // namespace engram::sim
