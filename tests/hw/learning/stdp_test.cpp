#include <gtest/gtest.h>

#include "tests/hw/learning/learning_chips.hpp"

// One synapse of level 4 onto a neuron that fires above 5; a window of two timesteps, potentiation
// 3 and 1 (in the timestep of the arrival, one after), depression 2 and 1 (one and two before).
namespace engram::hw::testing {
namespace {

ChipSpec pair_of_neurons(Encoding encoding) {
  EncodingChoice choice;
  choice.encoding = encoding;
  HandMade net(choice, {WeightKind::uniform, 8});
  const auto in = net.input("in", 1);
  net.connect("fc", in, net.population("out", 1, 1, fixed_if(5)), {{4}});
  ChipSpec spec = net.build(1, 1);
  LearningSpec learning;
  learning.rule = LearningRule::stdp;
  learning.learns = {1};
  learning.rate_shift = 0;
  learning.potentiation = {3, 1};
  learning.depression = {2, 1};
  spec.learning = learning;
  return spec;
}

//   t   arrives  membrane  fires   learns                                     level
//   0      2        8       yes    nothing: the window is open                  4
//   2      -        0       no     closes that of t0: fired in t0, + 3          7
//   3      1        7       yes    fired neither in t2 nor in t1                7
//   4      1        7       yes    fired one before: - 2                        5
//   5      -        0       no     closes that of t3: fired in t3 and t4, + 4   9
const std::vector<SampleInput> kArrivals{{0, {{0, 0, 2}, {3, 0, 1}, {4, 0, 1}}}};

TEST(Stdp, LevelsByHand) {
  for (const Encoding encoding : {Encoding::crossbar, Encoding::index, Encoding::bitmap}) {
    const std::vector<std::string> expected{"4 ", "4 ", "7 ", "7 ", "5 ", "9 "};
    for (std::uint32_t timesteps = 1; timesteps <= 6; ++timesteps) {
      std::vector<SampleInput> arrivals{{0, {}}};
      for (const InputEvent& event : kArrivals[0].events) {
        if (event.timestep < timesteps) arrivals[0].events.push_back(event);
      }
      const Report report = learn_apart(pair_of_neurons(encoding), arrivals, timesteps, {});
      ASSERT_EQ(report.count("exception"), 0u) << report.at("exception");
      EXPECT_EQ(report.at("weights/fc"), expected[timesteps - 1]) << timesteps;
    }
  }
}

// Rows are updated in t0, t2 to t5 (arrivals in t0, t3, t4; windows that close in t2, t5).
TEST(Stdp, RowsAreReadAndWrittenWhereSomethingIsDue) {
  const Report report = learn_apart(pair_of_neurons(Encoding::crossbar), kArrivals, 6, {});
  EXPECT_EQ(report.at("core0/fc.weights/fc.weights/reads"), "4");  // unit events
  EXPECT_EQ(report.at("core0/fc.weights/fc.weights.update/reads"), "5");
  EXPECT_EQ(report.at("core0/fc.weights/fc.weights.update/writes"), "5");
  EXPECT_EQ(report.at("core0/fc.update/controller_row/count"), "5");
  EXPECT_EQ(report.at("core0/fc.update/controller_row/variant"), "crossbar@32");
  EXPECT_EQ(report.at("core0/trace/trace/writes"), "6");
  EXPECT_EQ(report.at("core0/trace/word_bits"), "3");
  EXPECT_EQ(report.at("core0/history/history.update/reads"), "5");
  EXPECT_EQ(report.count("core0/fc.weights/fc.weights.backward/reads"), 0u);
  EXPECT_EQ(report.count("core0/error/words"), 0u);
}

TEST(Stdp, OpenWindowsAreDroppedAtTheEndOfASample) {
  // The arrival of t0 would be rewarded in t2; the second sample's t1 is not that.
  const std::vector<SampleInput> one{{0, {{0, 0, 2}}}};
  EXPECT_EQ(learn_apart(pair_of_neurons(Encoding::bitmap), one, 2, {}, 2).at("weights/fc"), "4 ");
  EXPECT_EQ(learn_apart(pair_of_neurons(Encoding::bitmap), one, 3, {}, 2).at("weights/fc"), "10 ");
}

TEST(Stdp, TakesTouchedUpdates) {
  ChipSpec spec = pair_of_neurons(Encoding::crossbar);
  spec.update = Update::touched;
  EXPECT_EQ(learn_apart(spec, kArrivals, 6, {}).at("weights/fc"), "9 ");
}

}  // namespace
}  // namespace engram::hw::testing
