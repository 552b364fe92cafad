#include <gtest/gtest.h>

#include <stdexcept>

#include "hw/chip/check_spec.hpp"
#include "tests/hw/learning/learning_chips.hpp"

// What cannot be learned is refused before the chip is built, all faults at once.
namespace engram::hw::testing {
namespace {

std::string refusal(const ChipSpec& spec) {
  try {
    check_spec(spec);
  } catch (const std::invalid_argument& fault) {
    return fault.what();
  }
  return "taken";
}

ChipSpec learning_chain() {
  ChipSpec spec = chain();
  spec.learning = steps_of_256(LearningRule::backprop, 2, {0, 0, 1});
  return spec;
}

bool says(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

TEST(LearningRefusalsOfChips, ASoundChipIsTaken) {
  EXPECT_EQ(refusal(learning_chain()), "taken");
}

TEST(LearningRefusalsOfChips, AllFaultsAtOnce) {
  ChipSpec spec = learning_chain();
  spec.update = Update::touched;
  spec.learning->error_bits = 25;
  spec.learning->trace_bits = 0;
  spec.learning->rate_shift = 49;
  spec.learning->backward_shift = 49;
  spec.learning->surrogate_bits = 17;
  spec.learning->surrogate_width = 0;
  spec.learning->trace_decay = 4097;
  spec.learning->error_gain = 0;
  spec.learning->trace_gain = 0;
  spec.learning->targeted[0] = 1;
  spec.cores[2].images[0].inputs.pop_back();
  const std::string text = refusal(spec);
  for (const char* what :
       {"error_bits", "trace_bits", "rate_shift", "backward_shift", "surrogate_bits",
        "surrogate_width", "trace_decay", "error_gain", "trace_gain", "'in' cannot have targets",
        "'ab' does not say which input each row is", "errors need update 'sweep'"}) {
    EXPECT_TRUE(says(text, what)) << what << " not in " << text;
  }
}

TEST(LearningRefusalsOfChips, WhatDoesNotFitTheNetwork) {
  ChipSpec spec = learning_chain();
  spec.learning->learns = {1};
  EXPECT_TRUE(says(refusal(spec), "of every projection"));
  spec.learning->learns = {0, 0};
  EXPECT_TRUE(says(refusal(spec), "no projection learns"));
  spec = learning_chain();
  spec.cores[2].images[0].source = 0;
  EXPECT_TRUE(says(refusal(spec), "'ab' is fed by another population"));
  spec = learning_chain();
  spec.cores[2].slices[0].neuron.integer.threshold = {0};
  EXPECT_TRUE(says(refusal(spec), "population 'b' has an error and a threshold of 0"));
}

TEST(LearningRefusalsOfChips, WeightsThatAreNoLevels) {
  HandMade net({}, {WeightKind::float32, 32});
  const auto in = net.input("in", 1);
  net.connect("fc", in, net.population("out", 1, 1, float_if(1)), {{0.5}});
  ChipSpec spec = net.build(1, 1);
  spec.learning = steps_of_256(LearningRule::backprop, 1, {0, 1});
  EXPECT_TRUE(says(refusal(spec), "'fc' has float32 weights"));
}

TEST(LearningRefusalsOfChips, ColumnsOfAnIndexWithoutReverseRegions) {
  ChipSpec spec = loop({Encoding::index, Sharing::none, {}}, {0});
  spec.learning = steps_of_256(LearningRule::three_factor, 3, {0, 0, 1});
  EXPECT_TRUE(says(refusal(spec), "'ia' is an index image without reverse regions"));
  EXPECT_TRUE(says(refusal(spec), "'ab' is an index image without reverse regions"));
}

TEST(LearningRefusalsOfChips, Stdp) {
  ChipSpec spec = convolution({Encoding::functional, Sharing::kernel, {}}, {0});
  LearningSpec learning;
  learning.rule = LearningRule::stdp;
  learning.learns = {1, 1};
  learning.targeted = {0, 0, 1};
  learning.potentiation = {1};
  spec.learning = learning;
  const std::string text = refusal(spec);
  EXPECT_TRUE(says(text, "'conv' shares a kernel, which stdp cannot learn"));
  EXPECT_TRUE(says(text, "windows of 1..31"));
  EXPECT_TRUE(says(text, "stdp takes no targets"));
}

TEST(LearningRefusalsOfChips, Targets) {
  const auto refused = [](const std::vector<SampleTargets>& targets) {
    RunOptions options;
    options.timesteps = 2;
    options.targets = targets;
    try {
      check_inputs(learning_chain(), {}, options);
    } catch (const std::invalid_argument&) {
      return true;
    }
    return false;
  };
  EXPECT_FALSE(refused({{2, {{0, 0, 1}, {1, 0, 2}}}}));
  EXPECT_TRUE(refused({{1, {{0, 0, 1}}}}));
  EXPECT_TRUE(refused({{2, {{0, 1, 1}}}}));
  EXPECT_TRUE(refused({{2, {{2, 0, 1}}}}));
  EXPECT_TRUE(refused({{2, {{1, 0, 1}, {0, 0, 1}}}}));
  EXPECT_TRUE(refused({{2, {}}, {2, {}}}));
  RunOptions options;
  options.targets = {{2, {}}};
  EXPECT_THROW(check_inputs(chain(), {}, options), std::invalid_argument);
}

TEST(DenseActivity, NeedsASweep) {
  ChipSpec spec = chain();
  spec.dense_activity = true;
  EXPECT_EQ(refusal(spec), "taken");
  spec.update = Update::touched;
  EXPECT_TRUE(says(refusal(spec), "dense activity needs update 'sweep'"));
}

}  // namespace
}  // namespace engram::hw::testing
