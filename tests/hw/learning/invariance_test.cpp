#include <gtest/gtest.h>

#include "tests/hw/learning/learning_chips.hpp"

// What weights do not depend on: encoding, mapping, fidelity, organisation.
namespace engram::hw::testing {
namespace {

LearningSpec rule_of(LearningRule rule) {
  LearningSpec spec = steps_of_256(rule, 3, {0, 0, 1});
  spec.rounding = StepRounding::stochastic;
  spec.seed = 5;
  if (rule != LearningRule::stdp) return spec;
  spec.targeted = {};
  spec.rate_shift = 2;
  spec.potentiation = {9, 5, 2};
  spec.depression = {8, 4, 1};
  return spec;
}

Report learned(LearningRule rule, const EncodingChoice& choice,
               const std::vector<std::uint32_t>& cores, Fidelity fidelity = Fidelity::fast) {
  ChipSpec spec = loop(choice, cores);
  spec.learning = rule_of(rule);
  spec.fidelity = fidelity;
  const bool errors = rule != LearningRule::stdp;
  Report report = learn_apart(spec, loop_events(), 6,
                              errors ? loop_targets() : std::vector<SampleTargets>{}, 2);
  EXPECT_EQ(report.count("exception"), 0u) << report["exception"];
  return report;
}

const LearningRule kRules[] = {LearningRule::three_factor, LearningRule::backprop,
                               LearningRule::stdp};
const char* const kSame[] = {"weights/ia", "weights/ab", "weights/ba", "spikes"};

std::vector<EncodingChoice> choices() {
  std::vector<EncodingChoice> all;
  for (const Encoding encoding : {Encoding::crossbar, Encoding::index, Encoding::bitmap}) {
    for (const bool packed : {true, false}) {
      EncodingChoice choice{encoding, Sharing::none, {}};
      choice.organisation.word_bits = 32;
      choice.organisation.packed = packed;
      choice.organisation.learning = encoding == Encoding::index;
      all.push_back(choice);
    }
  }
  return all;
}

/// What a plain model written in another language from the specification alone makes of `loop` in
/// two samples: weights of ia, ab and ba.
struct Plain {
  LearningRule rule;
  const char* weights[3];
};
const Plain kPlain[] = {
    {LearningRule::three_factor,
     {"-10 -4 0 12 -6 0 2 -15 -15 6 -7 -25 0 0 -19 15 0 -18 -26 9 -5 1 10 8 0 -18 -1 0 -13 -27 ",
      "-1 10 0 0 0 7 3 5 1 -2 6 0 -1 0 9 2 -3 8 -6 4 ",
      "-16 0 6 -5 0 -2 2 0 2 6 0 3 2 7 -19 18 -9 -7 0 -2 "}},
    {LearningRule::backprop,
     {"-8 0 0 16 -3 0 12 -3 -13 17 -15 -22 0 0 -20 26 0 -15 -14 20 -7 0 14 7 0 -20 5 0 -13 -22 ",
      "-8 11 0 0 0 7 1 4 4 -2 5 0 -9 0 13 -1 -5 10 -4 3 ",
      "-24 0 20 -14 0 -12 1 0 3 -1 0 5 7 2 -17 12 -12 3 0 -9 "}},
    {LearningRule::stdp,
     {"-7 4 0 -5 10 0 16 -14 3 14 3 -11 0 0 -9 19 0 8 -10 -3 -8 5 22 -2 0 -2 19 0 6 -16 ",
      "2 11 0 0 0 23 -9 16 18 -8 7 0 -9 0 13 -5 -1 8 -10 1 ",
      "-15 0 -1 -7 0 -5 2 0 1 14 0 22 -4 9 -7 11 -9 8 0 1 "}}};

TEST(LearningInvariance, WeightsAreThoseOfAPlainModel) {
  for (const Plain& plain : kPlain) {
    Report report = learned(plain.rule, {}, {0});
    for (int k = 0; k < 3; ++k) EXPECT_EQ(report[kSame[k]], plain.weights[k]) << kSame[k];
  }
}

TEST(LearningInvariance, EncodingsAndMappings) {
  for (const LearningRule rule : kRules) {
    Report one = learned(rule, {}, {0});
    for (const EncodingChoice& choice : choices()) {
      for (const auto& cores : std::vector<std::vector<std::uint32_t>>{{0}, {2, 0, 3, 1}}) {
        Report report = learned(rule, choice, cores);
        for (const char* key : kSame) EXPECT_EQ(report[key], one[key]) << key;
      }
    }
  }
}

TEST(LearningInvariance, EveryProjectionLearnsAndSeedsMatter) {
  ChipSpec plain = loop({}, {0});
  plain.learning = rule_of(LearningRule::backprop);
  Report before = learn_apart(plain, {}, 0, {});
  for (const LearningRule rule : kRules) {
    Report report = learned(rule, {}, {0});
    for (const char* key : {"weights/ia", "weights/ab", "weights/ba"}) {
      EXPECT_NE(report[key], before[key]) << key;
    }
  }
  Report report = learned(LearningRule::backprop, {}, {0});
  plain.learning->seed = 6;
  EXPECT_NE(learn_apart(plain, loop_events(), 6, loop_targets(), 2)["weights/ia"],
            report["weights/ia"]);
}

/// Lines that fidelity may change: cycles, stalls and clocks.
bool is_time(const std::string& key) {
  return key.find("cycles") != std::string::npos;
}

TEST(LearningInvariance, CycleFidelityCountsTheSame) {
  for (const LearningRule rule : kRules) {
    Report fast = learned(rule, {}, {0, 1, 2, 3});
    Report cycle = learned(rule, {}, {0, 1, 2, 3}, Fidelity::cycle);
    for (const std::string& key : differences(fast, cycle)) EXPECT_TRUE(is_time(key)) << key;
    // A stage of a few words is mostly the filling of its pipeline.
    const double before = std::stod(fast["core0/pipeline.learning/clock/cycles"]);
    const double clocked = std::stod(cycle["core0/pipeline.learning/clock/cycles"]);
    EXPECT_GT(clocked, before / 2);
    EXPECT_LT(clocked, before * 2);
  }
}

TEST(LearningInvariance, SharedAndFixedMemories) {
  for (const LearningRule rule : kRules) {
    Report one = learned(rule, {}, {0});
    ChipSpec spec = loop({}, {0, 1});
    spec.learning = rule_of(rule);
    spec.sizing = Sizing::fixed;
    spec.fixed_synapse_words = 64;
    spec.neuron_capacity = 16;
    const bool errors = rule != LearningRule::stdp;
    Report report = learn_apart(spec, loop_events(), 6,
                                errors ? loop_targets() : std::vector<SampleTargets>{}, 2);
    for (const char* key : kSame) EXPECT_EQ(report[key], one[key]) << key;
    EXPECT_EQ(report.count("core0/synapse_memory/ab.weights.update/writes"), 1u);
  }
}

}  // namespace
}  // namespace engram::hw::testing
