#include "hw/chip/stepped_chip.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/hw/learning/learning_chips.hpp"

/// The chip that a loop steps does what the chip in SystemC does, timestep by timestep.
namespace engram::hw::testing {
namespace {

EncodingChoice encoded(Encoding encoding, unsigned word_bits = 16) {
  EncodingChoice choice;
  choice.encoding = encoding;
  choice.organisation.word_bits = word_bits;
  choice.organisation.learning = true;
  return choice;
}

void expect_equal(const ChipSpec& spec, const std::vector<SampleInput>& inputs,
                  std::uint32_t timesteps, const std::vector<SampleTargets>& targets = {}) {
  const Report apart = learn_apart(spec, inputs, timesteps, targets, 2);
  const Report stepped = learn_stepped(spec, inputs, timesteps, targets, 2);
  EXPECT_EQ(stepped.count("exception"), 0u) << stepped.at("exception");
  EXPECT_GT(apart.size(), 20u);
  EXPECT_EQ(differences(apart, stepped), std::vector<std::string>{});
}

TEST(SteppedChip, EqualsTheChipInEveryCountAndCycle) {
  for (const auto encoding : {Encoding::crossbar, Encoding::index, Encoding::bitmap}) {
    for (const std::vector<std::uint32_t>& cores :
         {std::vector<std::uint32_t>{0}, std::vector<std::uint32_t>{0, 1, 3}}) {
      expect_equal(loop(encoded(encoding), cores), loop_events(), 6);
    }
  }
}

TEST(SteppedChip, EqualsTheChipWhateverTheOptions) {
  ChipSpec spec = loop(encoded(Encoding::index), {0, 1});
  spec.payload = Payload::multiply;
  spec.ports = 2;
  spec.clock_gating = false;
  expect_equal(spec, loop_events(), 6);
  spec.update = Update::touched;
  spec.accumulator_in_sram = true;
  expect_equal(spec, loop_events(), 6);
  spec.timing = Timing::real_time;
  spec.timestep_ps = 1'000'000;  // some timesteps are longer, some are not
  expect_equal(spec, loop_events(), 6);
  EXPECT_NE(learn_stepped(spec, loop_events(), 6, {}).at("missed_deadlines"), "");
}

TEST(SteppedChip, EmptiesThePipelineWithTheLastTimestep) {
  ChipSpec spec = chain();
  spec.schedule = Schedule::pipelined;
  const std::vector<SampleInput> events = {{0, {{0, 0, 3}, {2, 1, 2}, {3, 0, 1}}}};
  expect_equal(spec, events, 4);

  SteppedChip chip(spec);
  RunOptions options;
  options.timesteps = 1;
  chip.begin(options);
  chip.step({{0, {{0, 0, 3}}}});
  EXPECT_TRUE(chip.done());
  ASSERT_FALSE(chip.spikes().empty());
  for (const OutputSpike& spike : chip.spikes()) EXPECT_EQ(spike.timestep, 0u) << "network time";
}

TEST(SteppedChip, EqualsTheChipThatLearns) {
  for (const LearningRule rule :
       {LearningRule::three_factor, LearningRule::backprop, LearningRule::stdp}) {
    ChipSpec spec = loop(encoded(Encoding::index), {0, 1});
    spec.learning = steps_of_256(rule, 3, {0, 0, 1});
    const bool errors = rule != LearningRule::stdp;
    if (!errors) {
      spec.learning->targeted = {};
      spec.learning->rate_shift = 2;
      spec.learning->potentiation = {9, 5, 2};
      spec.learning->depression = {8, 4, 1};
    }
    expect_equal(spec, loop_events(), 6, errors ? loop_targets() : std::vector<SampleTargets>{});
    spec.learning->zero_weights = ZeroWeights::reencode;
    expect_equal(spec, loop_events(), 6, errors ? loop_targets() : std::vector<SampleTargets>{});
  }
}

// 4-bit weights in words of 8 bits: a row of four_by_four is two words.
TEST(SteppedChip, ListsTheWordsOfARowOnceAnEvent) {
  const ChipSpec spec = four_by_four();
  SteppedChip chip(spec);
  RunOptions options;
  options.timesteps = 2;
  chip.begin(options);
  chip.step({{0, {{0, 1, 1}}}});
  EXPECT_TRUE(chip.reads().empty()) << "not asked for";
  chip.record_reads(true);
  chip.step({{0, {{1, 1, 2}, {1, 3, 1}}}});
  std::vector<std::uint64_t> words;
  const BitArray& bits = spec.cores[0].images[0].image->regions[0].data;
  for (const WordRead& read : chip.reads()) {
    words.push_back(read.word);
    EXPECT_EQ(read.row, read.word / 2);
    EXPECT_EQ(read.data[0], bits.read(read.word * 8, 8));
    EXPECT_EQ(read.data[1], 0u);
  }
  EXPECT_EQ(words, (std::vector<std::uint64_t>{2, 3, 2, 3, 6, 7}));
  Count counted = 0;
  for (const MemoryActivity& memory : chip.result().activity.memories) {
    if (memory.name == "fc.weights") counted = memory.accesses.at(0).reads;
  }
  EXPECT_EQ(counted, 2 + words.size()) << "those of the first step too";
}

TEST(SteppedChip, ShowsMembranesAndSpikesOfTheStep) {
  HandMade made;
  const auto in = made.input("in", 1);
  const auto out = made.population("out", 2, 1, fixed_if(5));
  made.connect("w", in, out, {{2, 6}});
  SteppedChip chip(made.build());
  RunOptions options;
  options.timesteps = 2;
  chip.begin(options);
  chip.step({{in, {{0, 0, 2}}}});
  EXPECT_EQ(chip.membrane(out, 0), 4);
  EXPECT_EQ(chip.membrane(out, 1), 0) << "reset";
  ASSERT_EQ(chip.spikes().size(), 1u);
  EXPECT_EQ(chip.spikes()[0], (OutputSpike{out, 1, 0, 1}));
  EXPECT_EQ(chip.synaptic_operations(), 4u);
  EXPECT_FALSE(chip.done());
  chip.step({});
  EXPECT_TRUE(chip.spikes().empty());
  EXPECT_TRUE(chip.done());
  EXPECT_EQ(chip.membrane(out, 0), 4);
  chip.begin(options);
  EXPECT_EQ(chip.membrane(out, 0), 0) << "begins anew";
}

TEST(SteppedChip, RefusesWhatIsNotItsOwn) {
  ChipSpec spec = four_by_four();
  spec.fidelity = Fidelity::cycle;
  EXPECT_THROW(SteppedChip{spec}, std::invalid_argument);
  SteppedChip chip(four_by_four());
  RunOptions options;
  options.timesteps = 2;
  chip.begin(options);
  EXPECT_THROW(chip.step({{0, {{1, 0, 1}}}}), std::invalid_argument) << "not yet";
  EXPECT_THROW(chip.step({{0, {{0, 4, 1}}}}), std::invalid_argument) << "no such neuron";
  chip.step({});
  EXPECT_THROW(chip.step({{0, {{0, 0, 1}}}}), std::invalid_argument) << "over";
  EXPECT_EQ(chip.timestep(), 1u);
}

}  // namespace
}  // namespace engram::hw::testing
