#include <gtest/gtest.h>

#include "tests/sim/command/program.hpp"

/// Networks that are integers from their source, through the whole program.
namespace engram::sim {
namespace {

/// Two inputs that spike every step, two neurons, then one. Neuron 0 gains 30 a step and passes 80
/// in every third; neuron 1 gains 85. The last gains 50 from neuron 0, one step later.
class IntegerNetwork : public testing::Test {
 protected:
  Scratch scratch;
  void SetUp() override {
    scratch.write("a.txt", "30\n-0\n-5\n90\n");
    scratch.write("b.txt", "50 -0\n");
    scratch.write("net.json", R"({ "input": [2],
      "neuron": { "iDecay": 4096, "vDecay": 0, "vTh": 80 },
      "layers": [{ "name": "a", "type": "dense", "neurons": 2, "weights": "a.txt" },
                 { "name": "b", "type": "dense", "neurons": 1, "weights": "b.txt" }] })");
    scratch.write("run.json", R"({
      "workload": { "network": { "slayer": "net.json" },
                    "input": { "regular": { "interval": 1 }, "timesteps": 7 } },
      "chip": { "mesh": [2, 1], "mapping": { "strategy": "separate" },
        "core": { "neurons": 2, "synapse_memory": { "encoding": "index", "word_bits": 16 } } },
      "results": { "spikes": true } })");
  }
  ProgramResult run(const std::string& sets) {
    return engram("run run.json --out r " + sets, scratch.path());
  }
  std::string result(const std::string& file) { return read_file(scratch.path() / "r" / file); }
};

TEST_F(IntegerNetwork, ComputesInItsOwnIntegersWithoutCompression) {
  const ProgramResult done = run("");
  ASSERT_EQ(done.exit_code, 0) << done.errors;
  EXPECT_EQ(result("spikes.csv"),
            "population,neuron,timestep,count\n"
            "a,0,2,1\na,0,5,1\n"
            "a,1,0,1\na,1,1,1\na,1,2,1\na,1,3,1\na,1,4,1\na,1,5,1\na,1,6,1\n"
            "b,0,6,1\n");
  const std::string accesses = result("accesses.csv");
  EXPECT_NE(accesses.find("a.accumulate,accumulate,21,"), std::string::npos) << "3 synapses";
  EXPECT_EQ(accesses.find("float"), std::string::npos) << accesses;
}

/// 90 in steps of 16 is 5.6, 30 is 1.9, 50 in steps of 8 is 6.2: 6 x 16, 2 x 16 and 6 x 8.
TEST_F(IntegerNetwork, TakesFewerLevels) {
  const ProgramResult done = run("--set '/compression/quantize={\"bits\": 4}'");
  ASSERT_EQ(done.exit_code, 0) << done.errors;
  const std::string stats = result("stats.json");
  EXPECT_NE(stats.find("uniform4"), std::string::npos) << stats;
  EXPECT_NE(done.output.find("\nquantization "), std::string::npos) << done.output;
  EXPECT_NE(done.output.find("\n  a                  4           6"), std::string::npos)
      << done.output;
  EXPECT_NE(result("spikes.csv").find("a,0,2,1\na,0,5,1\n"), std::string::npos)
      << "32 a step passes 80 in every third as 30 did";
  const ProgramResult refused = run("--set '/compression/quantize={\"scale\": 4}'");
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_NE(refused.errors.find("projection 'a': is integers from its source: its step is a power "
                                "of two of levels (found a scale, expected none)"),
            std::string::npos)
      << refused.errors;
}

/// Layer by layer: every core holds one layer, so that only the network on chip is shared.
TEST_F(IntegerNetwork, PrintsEnergyByLayer) {
  const ProgramResult done = run("");
  ASSERT_EQ(done.exit_code, 0) << done.errors;
  const std::size_t at = done.output.find("\nlayer ");
  ASSERT_NE(at, std::string::npos) << done.output;
  const std::string table = done.output.substr(at, done.output.find("\n\n", at) - at);
  EXPECT_NE(table.find("\na                          2            9             21"),
            std::string::npos)
      << table;
  EXPECT_NE(table.find("\nb                          1            1              2"),
            std::string::npos)
      << table;
  EXPECT_NE(table.find("\nshared"), std::string::npos) << table;
}

/// The page that shows how (workloads/slayer/README.md) prints what the program prints.
TEST(SlayerPage, ShowsTheRunOfAGesture) {
  const std::filesystem::path source = ENGRAM_SOURCE_DIR;
  const auto recording =
      std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real" / "dvsgesture" / "1.bs2";
  if (!std::filesystem::exists(recording)) {
    GTEST_SKIP() << "reference data not found at " << recording;
  }
  const std::string page = read_file(source / "workloads/slayer/README.md");
  const std::size_t marker =
      page.find("<!-- output of: engram run configs/runs/slayer_gesture.json, up to the latency");
  ASSERT_NE(marker, std::string::npos);
  const std::size_t begin = page.find("```\n", marker) + 4;
  const std::string shown = page.substr(begin, page.find("```\n", begin) - begin);
  const Scratch scratch;
  const ProgramResult done = engram(
      "run '" + (source / "configs/runs/slayer_gesture.json").string() + "'", scratch.path());
  ASSERT_EQ(done.exit_code, 0) << done.errors;
  EXPECT_EQ(done.output.substr(0, done.output.find("\nlatency a sample")), shown);
}

TEST_F(IntegerNetwork, TakesTheStatesOfTheChip) {
  ASSERT_EQ(run("--set /chip/core/neuron/state_bits=24").exit_code, 0);
  const std::string wide = result("accesses.csv");
  ASSERT_EQ(run("--set /chip/core/neuron/state_bits=14").exit_code, 0);
  EXPECT_NE(result("accesses.csv"), wide) << "a narrower state is cheaper";
  const ProgramResult narrow = run("--set /chip/core/neuron/state_bits=12");
  EXPECT_EQ(narrow.exit_code, 3);
  EXPECT_NE(narrow.errors.find("population 'a': a threshold does not fit 12 state bits"),
            std::string::npos)
      << narrow.errors;
}

TEST_F(IntegerNetwork, SaysTheSameWhenAskedForFixed) {
  ASSERT_EQ(run("").exit_code, 0);
  const std::string automatic = result("accesses.csv");
  ASSERT_EQ(run("--set /chip/core/neuron/arithmetic=fixed "
                "--set /chip/core/neuron/fraction_bits=6")
                .exit_code,
            0);
  EXPECT_EQ(result("accesses.csv"), automatic);
}

TEST_F(IntegerNetwork, RefusesWhatWouldChangeIt) {
  const ProgramResult refused =
      run("--set '/compression/quantize={\"scale\": 4}' --set /chip/core/neuron/arithmetic=float "
          "--set /chip/core/neuron/rounding=floor");
  EXPECT_EQ(refused.exit_code, 3);
  for (const char* fault :
       {"/chip/core/neuron/arithmetic: the network is integers from its source and computes in "
        "fixed arithmetic (found float, expected auto or fixed)",
        "/chip/core/neuron/rounding: population 'a' computes with toward_zero from its source "
        "(found floor; leave the key away)"}) {
    EXPECT_NE(refused.errors.find(fault), std::string::npos) << refused.errors;
  }
}

TEST_F(IntegerNetwork, FaultsOfTheWeightsNameTheirLines) {
  scratch.write("a.txt", "30\n1.5\n-5\n");
  scratch.write("b.txt", "50 x");
  const ProgramResult refused = run("");
  EXPECT_EQ(refused.exit_code, 3);
  for (const char* fault :
       {"a.txt:2: found 1.5, which has a fraction, expected a whole number",
        "a.txt:4: found 3 weights, expected 4", "b.txt:1: found 'x', expected a whole number"}) {
    EXPECT_NE(refused.errors.find(fault), std::string::npos) << refused.errors;
  }
}

}  // namespace
}  // namespace engram::sim
