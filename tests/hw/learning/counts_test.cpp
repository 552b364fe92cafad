#include <gtest/gtest.h>

#include "tests/hw/learning/learning_chips.hpp"

// What a timestep of learning reads and writes, in closed form.
namespace engram::hw::testing {
namespace {

constexpr std::uint32_t kInputs = 8, kOutputs = 4, kSynapses = kInputs * kOutputs;

/// Densely 8 onto 4, one 16-bit word a weight (the 2020 paper), every neuron active.
ChipSpec dense(LearningRule rule) {
  EncodingChoice choice;
  choice.organisation.word_bits = 16;
  choice.organisation.access = Access::per_weight;
  HandMade net(choice, {WeightKind::uniform, 8});
  const auto in = net.input("in", kInputs);
  net.connect("fc", in, net.population("out", kOutputs, 1, fixed_if(100)),
              Weights(kInputs, std::vector<double>(kOutputs, 3)));
  ChipSpec spec = net.build(1, 1);
  spec.dense_activity = true;
  spec.learning = steps_of_256(rule, 1, {0, 1});
  return spec;
}

std::vector<SampleInput> every_input(std::uint32_t timesteps) {
  std::vector<SampleInput> inputs{{0, {}}};
  for (std::uint32_t t = 0; t < timesteps; ++t) {
    for (std::uint32_t neuron = 0; neuron < kInputs; ++neuron) {
      inputs[0].events.push_back({t, neuron, 1});
    }
  }
  return inputs;
}

std::string times(std::uint64_t count, std::uint32_t timesteps) {
  return std::to_string(count * timesteps);
}

TEST(LearningCounts, APassReadsEveryWeightThreeTimesAndWritesItOnce) {
  const std::uint32_t timesteps = 3;
  Report report = learn_apart(dense(LearningRule::backprop), every_input(timesteps), timesteps, {});
  ASSERT_EQ(report.count("exception"), 0u) << report["exception"];
  const std::string region = "core0/fc.weights/fc.weights";
  EXPECT_EQ(report[region + "/reads"], times(kSynapses, timesteps));
  EXPECT_EQ(report[region + ".backward/reads"], times(kSynapses, timesteps));
  EXPECT_EQ(report[region + ".backward/writes"], "0");
  EXPECT_EQ(report[region + ".update/reads"], times(kSynapses, timesteps));
  EXPECT_EQ(report[region + ".update/writes"], times(kSynapses, timesteps));
  EXPECT_EQ(report["neuron_spikes/1"], "3 3 3 3 ");
  EXPECT_EQ(report["core0/fc.backward/controller_row/count"], times(kOutputs, timesteps));
  EXPECT_EQ(report["core0/fc.backward/controller_row/variant"], "crossbar.backward@32");
  EXPECT_EQ(report["core0/fc.backward/controller_word/count"], times(kSynapses, timesteps));
  EXPECT_EQ(report["core0/fc.backward/controller_weight/count"], times(kSynapses, timesteps));
  EXPECT_EQ(report["core0/fc.update/controller_word/count"], times(2 * kSynapses, timesteps));
  EXPECT_EQ(report["core0/fc.update/controller_update/count"], times(kSynapses, timesteps));
  EXPECT_EQ(report["core0/fc.gradient/multiply/count"], times(kSynapses, timesteps));
  EXPECT_EQ(report["core0/fc.weight_update/weight_update/count"], times(kSynapses, timesteps));
  EXPECT_EQ(report["core0/fc.weight_update/weight_update/variant"], "nearest@8");
  EXPECT_EQ(report["core0/out.error/multiply/count"], times(kOutputs, timesteps));
  EXPECT_EQ(report.count("core0/fc.backward_multiply/multiply/count"), 0u);  // from an input
}

TEST(LearningCounts, TracesAndErrors) {
  for (const LearningRule rule : {LearningRule::backprop, LearningRule::three_factor}) {
    Report report = learn_apart(dense(rule), every_input(2), 2, {});
    const bool remembers = rule == LearningRule::three_factor;
    EXPECT_EQ(report["core0/trace/words"], "8");
    EXPECT_EQ(report["core0/trace/word_bits"], "16");
    EXPECT_EQ(report["core0/trace/trace/writes"], times(kInputs, 2));
    EXPECT_EQ(report["core0/trace/trace/reads"], remembers ? times(kInputs, 2) : "0");
    EXPECT_EQ(report["core0/trace/trace.reset/writes"], remembers ? "8" : "0");
    EXPECT_EQ(report["core0/trace/trace.update/reads"], times(kSynapses, 2));
    EXPECT_EQ(report.count("core0/fc.trace/multiply/count"), remembers ? 1u : 0u);
    EXPECT_EQ(report["core0/error/words"], "4");
    EXPECT_EQ(report["core0/error/word_bits"], "32");  // 16-bit errors x 16-bit accumulators
    EXPECT_EQ(report["core0/error/error/writes"], times(kOutputs, 2));
  }
}

// Every neuron fires and should: no error. Three factors then touch nothing, backprop all the same.
TEST(LearningCounts, WithoutErrorsOnlyTheDensePassWorks) {
  std::vector<SampleTargets> right{{1, {}}};
  for (std::uint32_t neuron = 0; neuron < kOutputs; ++neuron) {
    right[0].events.push_back({0, neuron, 1});
  }
  Report three = learn_apart(dense(LearningRule::three_factor), every_input(1), 1, right);
  EXPECT_EQ(three["core0/fc.weights/fc.weights.update/reads"], "0");
  EXPECT_EQ(three["weight_updates"], "0 ");
  Report back = learn_apart(dense(LearningRule::backprop), every_input(1), 1, right);
  EXPECT_EQ(back["core0/fc.weights/fc.weights.update/reads"], "32");
  EXPECT_EQ(back["weights/fc"], three["weights/fc"]);
}

// Lanes 1, one port, a barrier of 2. Forward: host 8 flits, barrier, rows 8 x 4, update 4 x 2 + 4,
// barrier. Backward: errors 4 x 2, columns 4 x 8 (words and lanes alike), barrier. Update: 4
// columns of 8 reads and 8 writes through the one port, barrier.
TEST(LearningCounts, Cycles) {
  Report report = learn_apart(dense(LearningRule::backprop), every_input(1), 1, {});
  const int forward = 8 + 2 + 32 + 12 + 2, backward = 8 + 32 + 2, update = 4 * 16 + 2;
  EXPECT_EQ(report["cycles"], std::to_string(forward + backward + update));
  EXPECT_EQ(report["core0/pipeline.learning/clock/cycles"], std::to_string(8 + 32 + 64));
  EXPECT_EQ(report["core0/pipeline/clock/cycles"], std::to_string(32 + 12));
  ChipSpec two_ports = dense(LearningRule::backprop);
  two_ports.ports = 2;
  Report faster = learn_apart(two_ports, every_input(1), 1, {});
  EXPECT_EQ(faster["core0/pipeline.learning/clock/cycles"], std::to_string(4 + 32 + 32));
}

// The same through the banks, latency 1, where a weight steps in the second cycle after its word is
// there. One port, backward: errors 4 x 2, a word a cycle for 32, the last added 2 later. Update:
// 3 reads, which are written back in the 3 cycles after, and so on: 2 x 32, and 1 in which the last
// pair waits for its addition. Two ports: errors 4, 32 words, 2; and 32 words, the last written 3
// cycles after it is read.
TEST(LearningCounts, CyclesThroughBanks) {
  ChipSpec spec = dense(LearningRule::backprop);
  spec.fidelity = Fidelity::cycle;
  Report one = learn_apart(spec, every_input(1), 1, {});
  EXPECT_EQ(one["core0/pipeline.learning/clock/cycles"], std::to_string((8 + 32 + 2) + (64 + 1)));
  spec.ports = 2;
  Report two = learn_apart(spec, every_input(1), 1, {});
  EXPECT_EQ(two["core0/pipeline.learning/clock/cycles"], std::to_string((4 + 32 + 2) + (32 + 3)));
}

// Level 2 to level 1 over the network: two partial sums arrive at a barrier, and hops cost cycles.
TEST(LearningCounts, FlitsAreOnLinesOfTheirOwn) {
  ChipSpec spec = chain();
  spec.learning = steps_of_256(LearningRule::backprop, 2, {0, 0, 1});
  Report report = learn_apart(spec, {{0, {{0, 0, 1}}}}, 1, {{2, {{0, 0, 3}}}});
  EXPECT_EQ(report["target_flits"], "1");
  EXPECT_EQ(report["noc/mesh.targets/noc_hop/count"], "2");
  EXPECT_EQ(report["noc/mesh.errors/noc_hop/count"], "3");
  EXPECT_EQ(report["noc/mesh.gradients/noc_hop/count"], "0");
  EXPECT_EQ(report["core2/axon_table/axon_table.backward/reads"], "2");
  EXPECT_EQ(report["core2/error/error.sums/reads"], "4");  // 2 products, 2 rows gathered
  EXPECT_EQ(report["core2/ab.backward_multiply/multiply/count"], "2");
  EXPECT_EQ(report["core2/error/words"], "3");  // 1 neuron, 2 rows
  ChipSpec silent = spec;
  silent.learning.reset();
  Report without = run_apart(silent, {{0, {{0, 0, 1}}}}, 1);
  EXPECT_EQ(report["noc/mesh/noc_hop/count"], without["noc/mesh/noc_hop/count"]);
  for (const auto& [key, value] : without) {
    if (key.find("cycles") != std::string::npos) continue;
    EXPECT_EQ(report[key], value) << key;
  }
}

}  // namespace
}  // namespace engram::hw::testing
