#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "tests/sim/command/program.hpp"

/// `engram run`: what it writes, and that the same input gives the same bytes.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> result{""};
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      result.emplace_back();
    else
      result.back() += c;
  }
  return result;
}

class RunCommand : public testing::Test {
 protected:
  Scratch scratch;
  void SetUp() override { scratch.write("run.json", small_config()); }
  std::map<std::string, std::string> run(const std::string& arguments, const std::string& out) {
    const ProgramResult result = engram("run " + arguments + " --out " + out, scratch.path());
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    return files_of(scratch.path() / out);
  }
};

TEST_F(RunCommand, WritesEveryFileOfTheInterface) {
  const auto files = run("run.json", "r");
  for (const char* name :
       {"stats.txt", "stats.json", "accesses.csv", "timesteps.csv", "samples.csv",
        "compression.csv", "resolved.json", "manifest.json", "spikes.csv"}) {
    EXPECT_EQ(files.count(name), 1U) << name;
  }
  EXPECT_EQ(files.at("spikes.csv").rfind("population,neuron,timestep,count\n", 0), 0U);
  const std::string& stats = files.at("stats.json");
  EXPECT_EQ(stats.rfind("{\n  \"schema_version\": 1,\n  \"context\": {", 0), 0U);
  for (const char* key : {"timesteps", "input_spikes", "spikes", "synaptic_operations", "energy_pj",
                          "energy_per_synaptic_operation_pj", "area_um2", "cycles", "latency_us",
                          "output_spikes", "provenance"}) {
    EXPECT_NE(value_of(stats, key), "") << key;
  }
  EXPECT_EQ(run("run.json --set /results/spikes=false", "quiet").count("spikes.csv"), 0U);
}

TEST_F(RunCommand, AccessesAddUpToTheTotalExactly) {
  const auto files = run("run.json", "r");
  std::istringstream lines(files.at("accesses.csv"));
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "block,region,kind,count,energy_aj,total_aj,share,method,source");
  unsigned long long total = 0;
  double shares = 0;
  while (std::getline(lines, line)) {
    const std::vector<std::string> row = fields(line);
    ASSERT_EQ(row.size(), 9U) << line;
    EXPECT_EQ(std::stoull(row[3]) * std::stoull(row[4]), std::stoull(row[5])) << line;
    total += std::stoull(row[5]);
    shares += std::stod(row[6]);
  }
  EXPECT_EQ(std::to_string(total), value_of(files.at("stats.json"), "energy_aj"));
  EXPECT_NEAR(shares, 1.0, 1e-9);
}

TEST_F(RunCommand, ResolvedConfigGivesTheSameBytes) {
  auto first = run("run.json", "first");
  auto again = run("run.json", "again");
  auto fed_back = run("first/resolved.json", "fed_back");
  for (auto* files : {&first, &again, &fed_back}) files->erase("manifest.json");
  EXPECT_EQ(first, again);
  EXPECT_EQ(first, fed_back);
}

TEST_F(RunCommand, TimestepsAddUpToTheSummary) {
  const auto files = run("run.json", "r");
  std::istringstream lines(files.at("timesteps.csv"));
  std::string line;
  std::getline(lines, line);
  unsigned long long spikes = 0, operations = 0, rows = 0;
  while (std::getline(lines, line)) {
    const std::vector<std::string> row = fields(line);
    spikes += std::stoull(row[3]);
    operations += std::stoull(row[4]);
    ++rows;
  }
  const std::string& stats = files.at("stats.json");
  EXPECT_EQ(rows, 20U);
  EXPECT_GT(spikes, 0U);
  EXPECT_EQ(std::to_string(spikes), value_of(stats, "spikes"));
  EXPECT_EQ(std::to_string(operations), value_of(stats, "synaptic_operations"));
}

TEST_F(RunCommand, FolderOfRecordingsIsABatch) {
  fs::create_directory(scratch.path() / "events");
  scratch.write("events/b.csv", "neuron,timestep\n0,0\n3,1\n");
  scratch.write("events/a.csv", "neuron,timestep,count\n0,0,2\n5,19,1\n");
  std::string config = small_config();
  const std::string poisson = R"("poisson": { "rate_hz": 400 })";
  config.replace(config.find(poisson), poisson.size(), R"("events": "events")");
  scratch.write("batch.json", config);
  const auto files = run("batch.json", "r");
  std::istringstream lines(files.at("samples.csv"));
  std::string line;
  std::getline(lines, line);
  std::getline(lines, line);
  EXPECT_EQ(line.substr(0, 2), "a,");
  std::getline(lines, line);
  EXPECT_EQ(line.substr(0, 2), "b,");
  EXPECT_EQ(value_of(files.at("stats.json"), "timesteps"), "40");
  EXPECT_EQ(value_of(files.at("stats.json"), "input_spikes"), "5");
}

TEST_F(RunCommand, SeveralTablesGiveABand) {
  const ProgramResult result = engram(
      "run run.json --out r --set '/energy/tables=[\"ihp-sg13g2-130nm\", \"ihp-28nm\", "
      "\"cacti-45nm-hp\"]'",
      scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  for (const char* name : {"band over tables", "ihp-28nm", "cacti-45nm-hp"}) {
    EXPECT_NE(result.output.find(name), std::string::npos) << name;
  }
}

TEST_F(RunCommand, ReplacesAnEarlierResultAndNothingElse) {
  run("run.json", "r");
  scratch.write("r/left_over", "x");
  EXPECT_EQ(run("run.json", "r").count("left_over"), 0U);
  fs::create_directory(scratch.path() / "mine");
  scratch.write("mine/diary.txt", "dear");
  const ProgramResult refused = engram("run run.json --out mine", scratch.path());
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_NE(refused.errors.find("mine"), std::string::npos);
  EXPECT_EQ(read_file(scratch.path() / "mine/diary.txt"), "dear");
}

/// The run config of DESIGN section 6, as printed there, with the files it names beside it.
TEST(DesignExample, WorksAsPrinted) {
  const fs::path real = fs::path(ENGRAM_REFERENCE_DIR) / "real";
  if (!fs::exists(real)) GTEST_SKIP() << "reference data not found at " << real;
  const Scratch scratch;
  fs::create_symlink(real / "nir/cnn_sinabs.nir", scratch.path() / "cnn_sinabs.nir");
  fs::create_symlink(real / "nmnist/60001.bs2", scratch.path() / "60001.bs2");
  scratch.write("run.json", R"({
  "name": "nmnist-bitmap",
  "workload": {
    "network": { "nir": "cnn_sinabs.nir", "dynamics": "sinabs", "dt_us": 1000 },
    "input":   { "events": "60001.bs2", "format": "nmnist", "timestep_us": 1000, "timesteps": 300 }
  },
  "compression": { "quantize": { "format": "uniform", "bits": 4 } },
  "chip": {
    "clock_mhz": 100,
    "mesh": [8, 8],
    "core": {
      "neurons": 1024,
      "synapse_memory_kib": 256, "lanes": 4, "accumulator": "registers",
      "synapse_memory": { "encoding": "bitmap", "word_bits": 64, "banks": 1 }
    }
  },
  "energy": { "table": "ihp-sg13g2-130nm" },
  "fidelity": "fast",
  "seed": 1
})");
  const ProgramResult result = engram("run run.json --out r", scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  const std::string stats = read_file(scratch.path() / "r/stats.json");
  EXPECT_EQ(value_of(stats, "timesteps"), "300");
  EXPECT_EQ(value_of(stats, "input_spikes"), "3319");
  EXPECT_EQ(value_of(stats, "predicted"), "7");
  for (const char* words : {"quantization", "SNR dB", "biggest consumers", "figures rest on",
                            "not included", "latency a sample", "of it marginal"}) {
    EXPECT_NE(result.output.find(words), std::string::npos) << words;
  }
}

TEST(ShippedConfigs, EveryRunRuns) {
  const Scratch scratch;
  const fs::path folder = fs::path(ENGRAM_SOURCE_DIR) / "configs/runs";
  const bool reference = fs::exists(ENGRAM_REFERENCE_DIR);
  int runs = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!reference && read_file(entry.path()).find("shared/reference") != std::string::npos) {
      continue;
    }
    const ProgramResult result =
        engram("run '" + entry.path().string() + "' --quiet --out r", scratch.path());
    EXPECT_EQ(result.exit_code, 0) << entry.path() << "\n" << result.errors;
    EXPECT_EQ(result.output, "");
    ++runs;
  }
  EXPECT_GE(runs, 3);
}

TEST(TraceOption, WritesWhatBlocksDidInTheWindow) {
  const Scratch scratch;
  scratch.write("run.json", small_config());
  const auto traced = [&](const std::string& options) {
    return engram("run run.json --quiet --out r --trace t.json " + options, scratch.path());
  };
  ASSERT_EQ(traced("--trace-steps 1:1").exit_code, 0);
  const std::string trace = read_file(scratch.path() / "t.json");
  EXPECT_EQ(trace.find("timestep 0"), std::string::npos);
  EXPECT_NE(trace.find("\"name\": \"timestep 1\""), std::string::npos) << trace;
  EXPECT_NE(trace.find("\"name\": \"update\""), std::string::npos);
  EXPECT_NE(trace.find("\"name\": \"core0 (0, 0)\""), std::string::npos);
  EXPECT_EQ(trace.find("timestep 2"), std::string::npos);
}

TEST(TraceOption, SaysWhichWindowThereIsNot) {
  const Scratch scratch;
  scratch.write("run.json", small_config());
  const std::pair<const char*, const char*> wrong[] = {
      {"--trace t.json --trace-steps 5", "--trace-steps: found '5', expected FIRST:LAST"},
      {"--trace t.json --trace-steps 5:2", "--trace-steps: found '5:2', expected FIRST:LAST"},
      {"--trace t.json --trace-steps 1:2x", "--trace-steps: found '1:2x', expected FIRST:LAST"},
      {"--trace t.json --trace-steps 99999:99999", "--trace-steps: begins at timestep 99999"},
      {"--trace t.json --trace-sample 1", "--trace-sample: found 1, but there are 1 samples"},
      {"--trace absent/t.json", "absent/t.json: there is no folder"},
      {"--trace .", ".: is a folder"}};
  for (const auto& [options, message] : wrong) {
    const ProgramResult result =
        engram(std::string("run run.json --out r ") + options, scratch.path());
    EXPECT_EQ(result.exit_code, 3) << options;
    EXPECT_NE(result.errors.find(message), std::string::npos) << result.errors;
  }
  EXPECT_FALSE(std::filesystem::exists(scratch.path() / "r"));
  EXPECT_FALSE(std::filesystem::exists(scratch.path() / "t.json"));
}

}  // namespace
}  // namespace engram::sim
