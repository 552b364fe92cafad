#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "tests/sim/command/program.hpp"

/// `learning` in a run config, through the program.
namespace engram::sim {
namespace {

const std::string kConfig = R"({
  "name": "learn",
  "workload": {
    "network": {
      "populations": [
        { "name": "in", "shape": [20], "neuron": { "model": "input" } },
        { "name": "out", "shape": [4], "output": true,
          "neuron": { "model": "if", "threshold": 12, "reset": "zero" } } ],
      "projections": [
        { "name": "fc", "source": "in", "target": "out", "type": "dense",
          "weights": { "distribution": "uniform_int", "low": -7, "high": 7, "density": 0.5 } } ] },
    "input": { "poisson": { "rate_hz": 300 }, "timesteps": 60 } },
  "compression": { "quantize": { "bits": 5, "scale": 1 } },
  "learning": { "rule": "three_factor", "rate_shift": 12, "targets": { "spikes": "t.csv" } },
  "chip": { "core": { "neuron": { "arithmetic": "fixed", "fraction_bits": 0 },
                      "synapse_memory": { "encoding": "crossbar", "word_bits": 32 } } },
  "results": { "weights": true } })";

class LearningRun : public testing::Test {
 protected:
  Scratch scratch;
  void SetUp() override {
    scratch.write("run.json", kConfig);
    scratch.write("t.csv", "population,neuron,timestep,count\nout,0,3,1\nout,1,9,2\nout,0,18,1\n");
  }
  std::string file(const std::string& name) { return read_file(scratch.path() / "r" / name); }
  std::string weights(const std::string& options) {
    const ProgramResult done = engram("run run.json --quiet --out r " + options, scratch.path());
    EXPECT_EQ(done.exit_code, 0) << done.errors;
    return file("weights.csv");
  }
};

TEST_F(LearningRun, WeightsAreTheSameForEveryEncodingAndRule) {
  const std::string still = weights("--set /learning/rate_shift=48");
  EXPECT_EQ(still.rfind("projection,pre,post,level\nfc,0,", 0), 0U) << still;
  EXPECT_EQ(std::count(still.begin(), still.end(), '\n'), 1 + 40) << "density 0.5 of 80";
  const std::string stdp =
      "--set '/learning={\"rule\": \"stdp\", \"rate_shift\": 4, \"stdp\": "
      "{\"window\": 5, \"potentiation\": {\"amplitude\": 40, \"tau\": 2}, \"depression\": "
      "{\"amplitude\": 30, \"tau\": 2}}}' ";
  for (const std::string& rule :
       {std::string(), std::string("--set /learning/rule=backprop --set /learning/rate_shift=9 "),
        stdp}) {
    const std::string crossbar = weights(rule);
    EXPECT_NE(crossbar, still) << rule;
    EXPECT_EQ(std::count(crossbar.begin(), crossbar.end(), '\n'), 1 + 40) << "0 stays listed";
    for (const char* encoding : {"index", "bitmap", "run_length"}) {
      EXPECT_EQ(weights(rule + "--set /chip/core/synapse_memory/encoding=" + encoding), crossbar)
          << rule << encoding;
    }
    EXPECT_EQ(weights(rule + "--set /fidelity=cycle"), crossbar);
    EXPECT_EQ(weights(rule + "--set '/chip/mesh=[2, 2]' --set /chip/core/neurons=1"), crossbar);
  }
}

std::ptrdiff_t lines_that_are_not_0(const std::string& weights) {
  std::istringstream lines(weights);
  std::ptrdiff_t count = -1;  // the title
  for (std::string line; std::getline(lines, line);) {
    count += line.size() < 2 || line.substr(line.size() - 2) != ",0";
  }
  return count;
}

// 20 x 4 pairs, 40 of them synapses of 5 bits, in words of 32 bits.
TEST_F(LearningRun, WeightsThatBecame0AreDroppedAtACountedReencode) {
  const std::string bitmap = "--set /chip/core/synapse_memory/encoding=bitmap ";
  const std::string kept = weights(bitmap);
  EXPECT_EQ(file("accesses.csv").find("reencode"), std::string::npos);
  EXPECT_EQ(weights(bitmap + "--set /learning/zero_weights=re-encode"), kept);
  const std::ptrdiff_t left = lines_that_are_not_0(kept);
  EXPECT_LT((left * 5 + 31) / 32, 7) << "else as many words are written as before";
  const auto words = [](std::ptrdiff_t bits) { return std::to_string((bits + 31) / 32) + ","; };
  const std::string accesses = file("accesses.csv");
  for (const std::string& line :
       {"fc.weights.reencode,read," + words(40 * 5), "fc.weights.reencode,write," + words(left * 5),
        "fc.bitmap.reencode,read," + words(80), "fc.bitmap.reencode,write," + words(80)}) {
    EXPECT_NE(accesses.find(line), std::string::npos) << line << "\n" << accesses;
  }
}

// The second sample knows the dropped ones no more, in no encoding.
TEST_F(LearningRun, WhatWasDroppedStaysDropped) {
  const std::string twice = "--set /workload/input/samples=3 --set /learning/rate_shift=10 ";
  const std::string kept = weights(twice),
                    dropped = weights(twice + "--set /learning/zero_weights=re-encode");
  EXPECT_NE(kept, dropped);
  for (const char* encoding : {"index", "bitmap", "run_length"}) {
    EXPECT_EQ(weights(twice +
                      "--set /learning/zero_weights=re-encode --set "
                      "/chip/core/synapse_memory/encoding=" +
                      encoding),
              dropped)
        << encoding;
  }
}

TEST_F(LearningRun, BackpropVisitsEverySynapseInEveryTimestep) {
  weights(
      "--set /learning/rule=backprop --set /chip/core/synapse_memory/word_bits=16 "
      "--set /chip/core/synapse_memory/access=per_weight");
  const std::string accesses = file("accesses.csv");
  for (const char* line : {"fc.weights.backward,read,4800,", "fc.weights.update,read,4800,",
                           "fc.weights.update,write,4800,"}) {
    EXPECT_NE(accesses.find(line), std::string::npos) << line << "\n" << accesses;
  }
}

TEST_F(LearningRun, SaysWhatCannotLearn) {
  for (const char* schedule : {"pipelined", "layer_by_layer --set /chip/dram={}"}) {
    const ProgramResult refused = engram(
        std::string("run run.json --out r --set /chip/schedule=") + schedule, scratch.path());
    EXPECT_EQ(refused.exit_code, 3);
    EXPECT_NE(refused.errors.find("learning: needs schedule 'wave'"), std::string::npos)
        << refused.errors;
  }
}

}  // namespace
}  // namespace engram::sim
