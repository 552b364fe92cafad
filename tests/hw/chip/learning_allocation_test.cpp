#include <gtest/gtest.h>

#include <vector>

#include "tests/hw/chip/counted_runs.hpp"
#include "tests/hw/chip/steady_chips.hpp"
#include "tests/hw/learning/learning_chips.hpp"

/// As allocation_test, of chips that learn: weights become others in every timestep, so lines are
/// written and the rows that they lie in are decoded again.
namespace engram::hw::testing {
namespace {

EncodingChoice learnable(Encoding encoding, Sharing sharing = Sharing::none) {
  EncodingChoice choice;
  choice.encoding = encoding;
  choice.sharing = sharing;
  choice.organisation.word_bits = 32;
  choice.organisation.learning = true;
  return choice;
}

EncodingChoice of_2020(Encoding encoding, Sharing sharing = Sharing::none) {
  EncodingChoice choice = learnable(encoding, sharing);
  choice.organisation.word_bits = 16;
  choice.organisation.access = Access::per_weight;
  choice.organisation.layout = Layout::schaefer2020;
  return choice;
}

std::vector<EncodingChoice> unrolled(LearningRule rule) {
  std::vector<EncodingChoice> choices = {
      learnable(Encoding::crossbar), learnable(Encoding::index), learnable(Encoding::bitmap),
      learnable(Encoding::run_length), learnable(Encoding::index)};
  choices.back().organisation.packed = false;
  choices.back().organisation.split_entries = true;
  if (rule == LearningRule::stdp) return choices;  // that study has no updates by row
  for (const Encoding encoding : {Encoding::crossbar, Encoding::index, Encoding::bitmap}) {
    choices.push_back(of_2020(encoding));
  }
  return choices;
}

std::vector<EncodingChoice> shared() {
  std::vector<EncodingChoice> choices = {learnable(Encoding::functional, Sharing::kernel),
                                         learnable(Encoding::index, Sharing::kernel),
                                         learnable(Encoding::bitmap, Sharing::kernel),
                                         learnable(Encoding::run_length, Sharing::kernel),
                                         learnable(Encoding::functional, Sharing::kernel)};
  choices.back().organisation.functional_mode = FunctionalMode::bitmap;
  for (const Encoding encoding : {Encoding::functional, Encoding::index, Encoding::bitmap}) {
    choices.push_back(of_2020(encoding, Sharing::kernel));
  }
  return choices;
}

/// All projections learn.
ChipSpec learning(ChipSpec spec, LearningRule rule, unsigned rate_shift, unsigned backward_shift) {
  std::vector<std::uint8_t> targeted(spec.populations.size(), 0);
  if (rule != LearningRule::stdp) targeted.back() = 1;
  spec.learning = steps_of_256(rule, spec.projections.size(), targeted);
  if (rule == LearningRule::stdp) {
    spec.learning->potentiation = {600, 400, 200};
    spec.learning->depression = {500, 300, 300};
  }
  spec.learning->rounding = StepRounding::stochastic;
  spec.learning->rate_shift = rate_shift;
  spec.learning->backward_shift = backward_shift;
  spec.learning->surrogate_width = 1000;
  return spec;
}

TEST(LearningAllocation, NoneOfLines) {
  for (const LearningRule rule :
       {LearningRule::three_factor, LearningRule::backprop, LearningRule::stdp}) {
    for (const EncodingChoice& choice : unrolled(rule)) {
      SCOPED_TRACE(::testing::Message()
                   << static_cast<int>(rule) << ", " << to_string(choice.encoding)
                   << (choice.organisation.layout == Layout::schaefer2020 ? " of 2020" : ""));
      expect_none(learning(steady_learner(choice), rule, 10, 10));
    }
  }
}

TEST(LearningAllocation, NoneOfKernels) {
  for (const LearningRule rule : {LearningRule::three_factor, LearningRule::backprop}) {
    for (const EncodingChoice& choice : shared()) {
      SCOPED_TRACE(::testing::Message()
                   << static_cast<int>(rule) << ", " << to_string(choice.encoding)
                   << (choice.organisation.layout == Layout::schaefer2020 ? " of 2020" : ""));
      expect_none(learning(steady_convolution_learner(choice), rule, 12, 6));
    }
  }
}

}  // namespace
}  // namespace engram::hw::testing
