#include <gtest/gtest.h>

#include <sstream>

#include "tests/sim/command/program.hpp"

namespace engram::sim {
namespace {

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream stream(line + ",");
  for (std::string field; std::getline(stream, field, ',');) fields.push_back(field);
  return fields;
}

/// Column `name` of the row of `projection`.
std::string cell(const std::string& csv, const std::string& projection, const std::string& name) {
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  const std::vector<std::string> header = fields_of(line);
  while (std::getline(lines, line)) {
    const std::vector<std::string> fields = fields_of(line);
    if (fields.at(0) != projection) continue;
    for (std::size_t at = 0; at < header.size(); ++at) {
      if (header[at] == name) return fields.at(at);
    }
  }
  return "nothing";
}

/// 2 inputs, 4 neurons; weights 1 to 8 by size.
std::string hand_config() {
  return R"({ "name": "hand",
  "workload": {
    "network": {
      "populations": [
        { "name": "in", "shape": [2], "neuron": { "model": "input" } },
        { "name": "out", "shape": [4], "output": true, "neuron": { "model": "if" } } ],
      "projections": [ { "name": "p", "source": "in", "target": "out", "type": "dense",
        "weights": { "values": [1, -8, 3, 0, -5, 4, 7, 2] } } ] },
    "input": { "regular": { "interval": 1 }, "timesteps": 4 } },
  "compression": { "prune": { "sparsity": 0.5 } },
  "results": { "spikes": true } })";
}

TEST(CompressCommand, CountsZerosByCauseAndBitsByEncoding) {
  const Scratch scratch;
  scratch.write("run.json", hand_config());
  const ProgramResult done = engram(
      "compress run.json --set '/compression/quantize={\"bits\": 2}' --out c", scratch.path());
  ASSERT_EQ(done.exit_code, 0) << done.errors;
  // 0, 1, 2 and 3 go; 4 of 8 rounds to level 0 (0.5, to even), 5 to 1.
  const std::string csv = read_file(scratch.path() / "c/compression.csv");
  EXPECT_EQ(csv,
            "projection,format,bits,weights,zeros_before,pruned,zeros_by_quantization,sparsity,"
            "max_error,rms_error,snr_db,crossbar_bits,index_bits,bitmap_bits,functional_bits,"
            "run_length_bits,chosen_encoding,chosen_bits\n"
            "p,uniform2,2,8,1,3,1,0.625," +
                cell(csv, "p", "max_error") + "," + cell(csv, "p", "rms_error") + "," +
                cell(csv, "p", "snr_db") + ",16,18,20,,24,crossbar,16\n");
  EXPECT_EQ(cell(csv, "p", "max_error"), "4");
  EXPECT_NE(done.output.find("p                  uniform2              8           1           3"
                             "           1    62.50%"),
            std::string::npos)
      << done.output;
  EXPECT_NE(done.output.find("network and tables in c\n"), std::string::npos);
  const std::string json = read_file(scratch.path() / "c/compression.json");
  EXPECT_NE(json.find("\"zeros_by_quantization\": 1"), std::string::npos) << json;
  EXPECT_NE(json.find("\"run_length\": 24"), std::string::npos) << json;
}

TEST(CompressCommand, TheOrderDecidesWhatMadeAWeightZero) {
  const Scratch scratch;
  scratch.write("run.json", hand_config());
  const ProgramResult done = engram(
      "compress run.json --set '/compression/quantize={\"bits\": 2}' --set "
      "/compression/order=quantize_then_prune --out c",
      scratch.path());
  ASSERT_EQ(done.exit_code, 0) << done.errors;
  // 1, 2, 3 and 4 of 8 round to 0: with the one that was, 5 of 8 are 0 already.
  const std::string csv = read_file(scratch.path() / "c/compression.csv");
  EXPECT_EQ(cell(csv, "p", "zeros_by_quantization"), "4");
  EXPECT_EQ(cell(csv, "p", "pruned"), "0");
  EXPECT_EQ(cell(csv, "p", "sparsity"), "0.625");
}

/// The folder's network runs to the spikes of the compressed run.
TEST(CompressCommand, TheNetworkItWritesIsTheCompressedOne) {
  const Scratch scratch;
  scratch.write("run.json", small_config());
  const std::string pruned = " --set '/compression/prune={\"sparsity\": 0.5}'";
  ASSERT_EQ(engram("compress run.json --out c --nir also.nir" + pruned, scratch.path()).exit_code,
            0);
  const auto spikes = [&](const std::string& arguments) {
    const ProgramResult run = engram("run run.json --out r " + arguments, scratch.path());
    EXPECT_EQ(run.exit_code, 0) << run.errors;
    return read_file(scratch.path() / "r/spikes.csv");
  };
  const std::string direct = spikes(pruned);
  EXPECT_GT(direct.size(), 100U);
  EXPECT_NE(direct, spikes("")) << "pruning changes spikes";
  for (const char* file : {"c/network.nir", "also.nir"}) {
    EXPECT_EQ(spikes("--set '/compression={}' --set '/workload/network={\"nir\": \"" +
                     std::string(file) + "\", \"dynamics\": \"engram\"}'"),
              direct);
  }
  EXPECT_EQ(engram("compress run.json --out c" + pruned, scratch.path()).exit_code, 0)
      << "it replaces its own folder";
}

TEST(CompressCommand, ARunSaysTheSame) {
  const Scratch scratch;
  scratch.write("run.json", hand_config());
  ASSERT_EQ(engram("compress run.json --out c", scratch.path()).exit_code, 0);
  const ProgramResult run = engram("run run.json --out r", scratch.path());
  ASSERT_EQ(run.exit_code, 0) << run.errors;
  EXPECT_EQ(read_file(scratch.path() / "r/compression.csv"),
            read_file(scratch.path() / "c/compression.csv"));
  EXPECT_NE(run.output.find("\npruning              weights   zero before        pruned  rounded "
                            "to 0   sparsity\n"
                            "  p                        8             1             3             0"
                            "     50.00%\n"),
            std::string::npos)
      << run.output;
  EXPECT_NE(read_file(scratch.path() / "r/stats.txt")
                .find("compression/p/pruned 3 # made 0 by pruning (count)\n"),
            std::string::npos);
  EXPECT_NE(read_file(scratch.path() / "r/stats.txt").find("projections/p/synapses 4 #"),
            std::string::npos)
      << "a pruned weight is no synapse";
  EXPECT_NE(read_file(scratch.path() / "r/stats.json").find("\"zeros_by_quantization\": {"),
            std::string::npos);
}

TEST(CompressCommand, FailsWithCodeThreeAndLeavesNothing) {
  const Scratch scratch;
  scratch.write("run.json", hand_config());
  const std::size_t entries = scratch.entries();
  const ProgramResult both = engram(
      "compress run.json --out c --set '/compression/prune/projections={\"x\": "
      "{\"sparsity\": 0.5}}' --set '/compression/quantize={\"projections\": {\"y\": {}}}'",
      scratch.path());
  EXPECT_EQ(both.exit_code, 3);
  EXPECT_NE(both.errors.find("pruning: the network has no projection 'x'"), std::string::npos);
  EXPECT_NE(both.errors.find("quantization: the network has no projection 'y'"), std::string::npos)
      << "faults of both steps at once\n"
      << both.errors;
  EXPECT_EQ(engram("compress run.json --out c --nir absent/a.nir", scratch.path()).exit_code, 3);
  EXPECT_EQ(engram("compress run.json --out run.json", scratch.path()).exit_code, 3);
  EXPECT_EQ(
      engram("compress run.json --out c --set /chip/core/neurons=2", scratch.path()).exit_code, 3)
      << "it does not fit on the chip";
  EXPECT_EQ(engram("compress", scratch.path()).exit_code, 2);
  EXPECT_EQ(scratch.entries(), entries);
}

/// Weights of an integer network go to 0, its levels with them; thresholds and rules stay.
TEST(CompressCommand, AnIntegerNetworkIsPruned) {
  const Scratch scratch;
  scratch.write("w.txt", "30 -0 -5 90\n");
  scratch.write("net.json", R"({ "input": [2],
    "neuron": { "iDecay": 4096, "vDecay": 0, "vTh": 80 },
    "layers": [{ "name": "a", "type": "dense", "neurons": 2, "weights": "w.txt" }] })");
  scratch.write("run.json", R"({
    "workload": { "network": { "slayer": "net.json" },
                  "input": { "regular": { "interval": 1 }, "timesteps": 4 } },
    "results": { "spikes": true } })");
  const auto spikes = [&](const std::string& sets) {
    const ProgramResult run = engram("run run.json --out r" + sets, scratch.path());
    EXPECT_EQ(run.exit_code, 0) << run.errors;
    return read_file(scratch.path() / "r/spikes.csv");
  };
  const std::string head = "population,neuron,timestep,count\n";
  const std::string second = "a,1,0,1\na,1,1,1\na,1,2,1\na,1,3,1\n";
  EXPECT_EQ(spikes(""), head + "a,0,2,1\n" + second) << "30, 85 against a threshold of 80";
  EXPECT_EQ(spikes(" --set /compression/prune/sparsity=0.5"), head + "a,0,2,1\n" + second)
      << "-5 goes";
  EXPECT_EQ(spikes(" --set /compression/prune/sparsity=0.75"), head + second) << "30 goes";
  const std::string csv = read_file(scratch.path() / "r/compression.csv");
  EXPECT_EQ(cell(csv, "a", "zeros_before"), "1");
  EXPECT_EQ(cell(csv, "a", "pruned"), "2");
  EXPECT_EQ(cell(csv, "a", "format"), "uniform8");
  ASSERT_EQ(
      engram("compress run.json --out c --set /compression/prune/sparsity=0.75", scratch.path())
          .exit_code,
      0);
  EXPECT_EQ(spikes(" --set '/workload/network={\"nir\": \"c/network.nir\", \"dynamics\": "
                   "\"engram\"}'"),
            head + second);
}

/// A real network on a real recording: fewer operations, and the right digit still.
TEST(CompressCommand, ARealNetworkIsPrunedAndQuantized) {
  const std::filesystem::path real = std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real";
  if (!std::filesystem::exists(real)) GTEST_SKIP() << "reference data not found at " << real;
  const Scratch scratch;
  const ProgramResult run =
      engram("run " ENGRAM_SOURCE_DIR
             "/configs/runs/nmnist_bitmap.json --out r --set /compression/quantize/bits=6 --set "
             "'/compression/prune={\"sparsity\": 0.5, \"scope\": \"global\"}'",
             scratch.path());
  ASSERT_EQ(run.exit_code, 0) << run.errors;
  EXPECT_NE(run.output.find("(most: neuron 7)"), std::string::npos) << run.output;
  const std::string csv = read_file(scratch.path() / "r/compression.csv");
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  std::uint64_t weights = 0, pruned = 0, before = 0;
  while (std::getline(lines, line)) {
    const std::vector<std::string> fields = fields_of(line);
    weights += std::stoull(fields.at(3));
    before += std::stoull(fields.at(4));
    pruned += std::stoull(fields.at(5));
  }
  EXPECT_EQ(weights, 2U * 16 * 25 + 16 * 16 * 9 + 16 * 8 * 9 + 128 * 256 + 256 * 10);
  EXPECT_EQ(before + pruned, (weights + 1) / 2);
}

}  // namespace
}  // namespace engram::sim
