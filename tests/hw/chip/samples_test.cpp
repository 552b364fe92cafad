#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/hw/hand_made.hpp"

namespace engram::hw::testing {
namespace {

const std::vector<SampleInput> kFirst{{0, {{0, 0, 1}, {0, 1, 1}, {1, 2, 2}, {1, 3, 1}}}};
const std::vector<SampleInput> kSecond{{0, {{0, 2, 1}, {2, 1, 1}}}};

RunOptions recorded(std::uint32_t timesteps) {
  RunOptions options;
  options.timesteps = timesteps;
  options.record_spikes = true;
  return options;
}

void expect_equal(const SampleResult& a, const SampleResult& b) {
  EXPECT_EQ(a.spikes, b.spikes);
  EXPECT_EQ(a.cycles, b.cycles);
  EXPECT_EQ(a.words, b.words);
  EXPECT_EQ(a.neuron_spikes, b.neuron_spikes);
  for (std::size_t memory = 0; memory < a.activity.memories.size(); ++memory) {
    for (std::size_t at = 0; at < a.activity.memories[memory].accesses.size(); ++at) {
      EXPECT_EQ(a.activity.memories[memory].accesses[at].reads,
                b.activity.memories[memory].accesses[at].reads);
      EXPECT_EQ(a.activity.memories[memory].accesses[at].writes,
                b.activity.memories[memory].accesses[at].writes);
    }
  }
  for (std::size_t line = 0; line < a.activity.logic.size(); ++line) {
    EXPECT_EQ(a.activity.logic[line].count, b.activity.logic[line].count);
  }
  EXPECT_EQ(a.activity.clocks[0].cycles, b.activity.clocks[0].cycles);
}

TEST(Samples, StateIsResetBetweenThem) {
  strict_systemc();
  Chip chip(four_by_four());
  const SampleResult first = chip.run(kFirst, recorded(2));
  const SampleResult other = chip.run(kSecond, recorded(3));
  const SampleResult again = chip.run(kFirst, recorded(2));
  EXPECT_NE(first.spikes, other.spikes);
  expect_equal(first, again);
}

TEST(Samples, WaitingEventsDoNotReachTheNextSample) {
  HandMade net;
  const auto in = net.input("in", 1);
  net.connect("slow", in, net.population("out", 1, 1, fixed_if(5)), {{7}}, 2);
  Chip chip(net.build(1, 1));
  EXPECT_TRUE(chip.run({{in, {{0, 0, 1}, {1, 0, 1}}}}, recorded(2)).spikes.empty());
  EXPECT_TRUE(chip.run({}, recorded(4)).spikes.empty());
}

// Counts are of one sample each, so samples can be added.
TEST(Samples, CountsAreOfOneSample) {
  Chip chip(four_by_four());
  const SampleResult first = chip.run(kFirst, recorded(2));
  const SampleResult second = chip.run(kSecond, recorded(3));
  EXPECT_EQ(first.rows[0], 5u);
  EXPECT_EQ(second.rows[0], 2u);
  EXPECT_EQ(second.timesteps.size(), 3u);
  EXPECT_EQ(second.activity.memories[1].accesses[1].writes, 4u);  // one reset a sample
}

TEST(Samples, ARunIsSilentOnTheScreen) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  {
    Chip chip(four_by_four());
    chip.run(kFirst, recorded(2));
    chip.run(kFirst, recorded(2));
  }
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

TEST(Samples, ProgressIsToldEachTimestepAndMayEndTheRun) {
  Chip chip(four_by_four());
  std::vector<std::uint32_t> told;
  RunOptions options = recorded(3);
  options.progress = [&](std::uint32_t timestep) { told.push_back(timestep); };
  chip.run(kSecond, options);
  EXPECT_EQ(told, (std::vector<std::uint32_t>{0, 1, 2}));
  options.progress = [](std::uint32_t timestep) {
    if (timestep == 1) throw std::domain_error("enough");
  };
  EXPECT_THROW(chip.run(kSecond, options), std::domain_error);
  EXPECT_EQ(chip.run(kFirst, recorded(2)).spikes.size(), 3u);  // the chip is as good as new
}

// With 32 fraction bits an accumulator entry may be 2^29 at most; 7 x 2^27 is beyond.
TEST(Samples, AFaultInACoreReachesTheCallerWithItsType) {
  NeuronSpec neuron = fixed_if(5);
  neuron.fraction_bits = 32;
  HandMade net;
  const auto in = net.input("in", 1);
  net.connect("fc", in, net.population("out", 1, 1, neuron), {{7}});
  Chip chip(net.build(1, 1));
  EXPECT_THROW(chip.run({{in, {{0, 0, 1u << 27}}}}, recorded(2)), std::overflow_error);
  EXPECT_EQ(chip.run({{in, {{0, 0, 1}}}}, recorded(2)).spikes.size(), 1u);
}

}  // namespace
}  // namespace engram::hw::testing
