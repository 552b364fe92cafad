#include <gtest/gtest.h>

#include <map>

#include "tests/hw/learning/learning_chips.hpp"

// Weights that became 0 are dropped when the images are encoded anew after a sample, and that is
// counted: every word of the old image read, every word of the new one written.
namespace engram::hw::testing {
namespace {

/// 4 onto 4, 4-bit weights in words of 16 bits: neuron 0 fires by weights of 1, the others by 3.
/// Only neuron 0 should not fire, so each of its weights loses a level in every timestep.
ChipSpec column_of_ones(Encoding encoding, ZeroWeights zero_weights) {
  EncodingChoice choice;
  choice.encoding = encoding;
  choice.organisation.word_bits = 16;
  choice.organisation.learning = true;
  HandMade net(choice, {WeightKind::uniform, 4});
  const auto in = net.input("in", 4);
  net.connect("fc", in, net.population("out", 4, 1, fixed_if(3)),
              Weights(4, std::vector<double>{1, 3, 3, 3}));
  ChipSpec spec = net.build(1, 1);
  spec.learning = steps_of_256(LearningRule::three_factor, 1, {0, 1});
  spec.learning->rate_shift = 10;
  spec.learning->zero_weights = zero_weights;
  return spec;
}

Report run(const ChipSpec& spec, int samples) {
  const std::vector<SampleInput> every_input{{0, {{0, 0, 1}, {0, 1, 1}, {0, 2, 1}, {0, 3, 1}}}};
  const std::vector<SampleTargets> all_but_0{{1, {{0, 1, 1}, {0, 2, 1}, {0, 3, 1}}}};
  return learn_apart(spec, every_input, 1, all_but_0, samples);
}

using Words = std::map<std::string, std::pair<int, int>>;  ///< by region: read, written

struct Case {
  Encoding encoding;
  Words first;  ///< after the sample in which the column of ones vanishes: 16 synapses, then 12
};

// Words of 16 bits. Packed pointers: 5 of lg 17 = 5 bits, then of lg 13 = 4 bits.
const Case kCases[] = {
    {Encoding::crossbar, {{"weights", {4, 4}}}},  // 16 codes of 4 bits before and after
    {Encoding::index,
     {{"pointers", {2, 2}},
      {"list", {6, 5}},  // entries of 2 + 4 bits
      {"reverse_pointers", {2, 2}},
      {"reverse_list", {7, 5}}}},  // entries of 2 + 5, then 2 + 4 bits
    {Encoding::bitmap, {{"pointers", {2, 2}}, {"bitmap", {1, 1}}, {"weights", {4, 3}}}},
    {Encoding::run_length, {{"pointers", {2, 2}}, {"list", {9, 7}}}},  // entries of 4 + 1 + 4 bits
};

TEST(Reencode, EveryWordIsReadAndEveryNewOneWritten) {
  for (const Case& one : kCases) {
    SCOPED_TRACE(to_string(one.encoding));
    Report first = run(column_of_ones(one.encoding, ZeroWeights::reencode), 1);
    Report second = run(column_of_ones(one.encoding, ZeroWeights::reencode), 2);
    int words = 0;
    for (const auto& [region, counts] : one.first) {
      const std::string line = "core0/fc." + region + "/fc." + region + ".reencode";
      EXPECT_EQ(first[line + "/reads"], std::to_string(counts.first)) << region;
      EXPECT_EQ(first[line + "/writes"], std::to_string(counts.second)) << region;
      EXPECT_EQ(second[line + "/reads"], std::to_string(counts.second)) << region;
      EXPECT_EQ(second[line + "/writes"], std::to_string(counts.second)) << region;
      words += counts.first + counts.second;
    }
    EXPECT_EQ(first["core0/fc.reencode/controller_word/count"], std::to_string(words));
    Report kept = run(column_of_ones(one.encoding, ZeroWeights::keep), 1);
    EXPECT_EQ(first["weights/fc"], "0 3 3 3 0 3 3 3 0 3 3 3 0 3 3 3 ");
    EXPECT_EQ(first["weights/fc"], kept["weights/fc"]);
    EXPECT_EQ(std::stoi(first["cycles"]), std::stoi(kept["cycles"]) + words);
    EXPECT_EQ(std::stoi(first["core0/pipeline.learning/clock/cycles"]),
              std::stoi(kept["core0/pipeline.learning/clock/cycles"]) + words);
    for (const auto& [key, value] : kept) {
      EXPECT_EQ(key.find("reencode"), std::string::npos) << key << " without re-encoding";
    }
  }
}

// At fidelity `cycle` the host claims the banks, and nobody else is there.
TEST(Reencode, TheHostTakesAWordACycle) {
  for (const Case& one : kCases) {
    ChipSpec spec = column_of_ones(one.encoding, ZeroWeights::keep);
    spec.fidelity = Fidelity::cycle;
    const int kept = std::stoi(run(spec, 1)["cycles"]);
    spec.learning->zero_weights = ZeroWeights::reencode;
    int words = 0;
    for (const auto& [region, counts] : one.first) words += counts.first + counts.second;
    EXPECT_EQ(std::stoi(run(spec, 1)["cycles"]), kept + words) << to_string(one.encoding);
  }
}

TEST(Reencode, BanksTakeWordsSideBySide) {
  ChipSpec spec = column_of_ones(Encoding::crossbar, ZeroWeights::keep);
  spec.banks = 4;
  const int kept = std::stoi(run(spec, 1)["cycles"]);
  spec.learning->zero_weights = ZeroWeights::reencode;
  EXPECT_EQ(std::stoi(run(spec, 1)["cycles"]), kept + 1 + 1);
}

// Neuron 0 should fire in timestep 0, not in timestep 1. The first sample ends with its weights at
// 0; in the second, kept ones come back in timestep 0 (and it fires in timestep 1), dropped ones
// not.
TEST(Reencode, OnlyKeptWeightsComeBack) {
  std::vector<SampleInput> input{{0, {}}};
  std::vector<SampleTargets> targets{{1, {{0, 0, 1}}}};
  for (std::uint32_t t = 0; t < 2; ++t) {
    for (std::uint32_t neuron = 0; neuron < 4; ++neuron) {
      input[0].events.push_back({t, neuron, 1});
      if (neuron > 0) targets[0].events.push_back({t, neuron, 1});
    }
  }
  for (const Case& one : kCases) {
    for (const Fidelity fidelity : {Fidelity::fast, Fidelity::cycle}) {
      SCOPED_TRACE(std::string(to_string(one.encoding)) + " " + to_string(fidelity));
      ChipSpec spec = column_of_ones(one.encoding, ZeroWeights::keep);
      spec.learning->rule = LearningRule::backprop;
      spec.fidelity = fidelity;
      EXPECT_EQ(learn_apart(spec, input, 2, targets, 1)["neuron_spikes/1"], "2 2 2 2 ");
      EXPECT_EQ(learn_apart(spec, input, 2, targets, 2)["neuron_spikes/1"], "1 2 2 2 ");
      spec.learning->zero_weights = ZeroWeights::reencode;
      EXPECT_EQ(learn_apart(spec, input, 2, targets, 1)["neuron_spikes/1"], "2 2 2 2 ");
      EXPECT_EQ(learn_apart(spec, input, 2, targets, 2)["neuron_spikes/1"], "0 2 2 2 ");
    }
  }
}

}  // namespace
}  // namespace engram::hw::testing
