#include <gtest/gtest.h>

#include "tests/hw/learning/learning_chips.hpp"

// Weights after a few timesteps, by hand. steps_of_256: an error of one count is 16, a trace of one
// event 64, so one pair of them is 1024, which is 4 levels.
namespace engram::hw::testing {
namespace {

ChipSpec two_by_two(LearningRule rule) {
  HandMade net({}, {WeightKind::uniform, 8});
  const auto in = net.input("in", 2);
  net.connect("fc", in, net.population("out", 2, 1, fixed_if(5)), {{10, 3}, {-4, 7}});
  ChipSpec spec = net.build(1, 1);
  spec.learning = steps_of_256(rule, 1, {0, 1});
  return spec;
}

// t0: input 0. Sums 10 3: neuron 0 fires and should not (error 16), neuron 1 does not and should
//     (-16). Trace 64: 10 - 4, 3 + 4.
// t1: input 1 twice. Membranes 0 - 8, 3 + 14: neuron 1 fires and should not. Trace 128: 7 - 8.
const std::vector<SampleInput> kTwoEvents{{0, {{0, 0, 1}, {1, 1, 2}}}};
const std::vector<SampleTargets> kOneTarget{{1, {{0, 1, 1}}}};

TEST(LearningErrors, BackpropForgetsAfterATimestep) {
  const Report report = learn_apart(two_by_two(LearningRule::backprop), kTwoEvents, 2, kOneTarget);
  ASSERT_EQ(report.count("exception"), 0u) << report.at("exception");
  EXPECT_EQ(report.at("spikes"), "1:0@0x1 1:1@1x1 ");
  EXPECT_EQ(report.at("weights/fc"), "6 7 -4 -1 ");
  EXPECT_EQ(report.at("target_flits"), "1");
}

// The trace of input 0 is 32 in t1: neuron 1's error takes 2 more levels off 7.
TEST(LearningErrors, ThreeFactorsRemember) {
  const Report report =
      learn_apart(two_by_two(LearningRule::three_factor), kTwoEvents, 2, kOneTarget);
  ASSERT_EQ(report.count("exception"), 0u) << report.at("exception");
  EXPECT_EQ(report.at("weights/fc"), "6 5 -4 -1 ");
}

// Neuron 0's membrane is 10, 5 above its threshold of 5; a boxcar of 0.9 thresholds ends before.
TEST(LearningErrors, FarFromItsThresholdANeuronHasNoError) {
  ChipSpec spec = two_by_two(LearningRule::backprop);
  spec.learning->surrogate_width = 0.9;
  const Report report = learn_apart(spec, {{0, {{0, 0, 1}}}}, 1, kOneTarget);
  EXPECT_EQ(report.at("weights/fc"), "10 7 -4 7 ");
}

// Two of 5 below at neuron 1: 256 (1 - 2 / 5) = 153; -16 x 153 / 256 is -10 (rounded): 640 / 256 =
// 2.5 is 3 levels. Neuron 0 is 5 above: 0.
TEST(LearningErrors, ATriangleScalesErrors) {
  ChipSpec spec = two_by_two(LearningRule::backprop);
  spec.learning->surrogate = Surrogate::triangle;
  spec.learning->surrogate_width = 1;
  const Report report = learn_apart(spec, {{0, {{0, 0, 1}}}}, 1, kOneTarget);
  EXPECT_EQ(report.at("weights/fc"), "10 6 -4 7 ");
}

TEST(LearningErrors, ARefractoryNeuronHasNone) {
  ChipSpec spec = two_by_two(LearningRule::backprop);
  for (SliceSpec& slice : spec.cores[0].slices) slice.neuron.refractory = 3;
  // t0 as ever; in t1 neuron 0 rests, and its missing target changes nothing.
  const std::vector<SampleTargets> targets{{1, {{0, 1, 1}, {1, 0, 1}}}};
  const Report report = learn_apart(spec, {{0, {{0, 0, 1}, {1, 0, 1}}}}, 2, targets);
  EXPECT_EQ(report.at("weights/fc").substr(0, 2), "6 ");
}

// A population without spikes: error 16 (0 - 3) = -48, derivative 1: 48 x 64 / 256 = 12 levels.
TEST(LearningErrors, AReadoutsDerivativeIsOne) {
  ChipSpec spec = two_by_two(LearningRule::backprop);
  spec.populations[1].spiking = false;
  for (SliceSpec& slice : spec.cores[0].slices) {
    slice.neuron.spiking = false;
    slice.neuron.model = "li";
  }
  const Report report = learn_apart(spec, {{0, {{0, 0, 1}}}}, 1, {{1, {{0, 0, 3}}}});
  EXPECT_EQ(report.at("weights/fc"), "22 3 -4 7 ");
}

TEST(LearningErrors, LevelsStayInTheFormat) {
  ChipSpec spec = two_by_two(LearningRule::backprop);
  spec.learning->surrogate_width = 1000;
  const Report report = learn_apart(spec, {{0, {{0, 0, 100}}}}, 1, {{1, {{0, 1, 100}}}});
  // A trace of 6400, errors of 16 and -1584: far out of 8 bits, both ways.
  EXPECT_EQ(report.at("weights/fc"), "-127 127 -4 7 ");
}

TEST(LearningErrors, WeightsStayFromSampleToSampleAndNothingElse) {
  const ChipSpec spec = two_by_two(LearningRule::three_factor);
  // One timestep of input 0 a sample; the second begins with 6 7 and no trace, error or membrane:
  // neuron 0 fires again (6 - 4), neuron 1 now fires as it should.
  const Report report = learn_apart(spec, {{0, {{0, 0, 1}}}}, 1, kOneTarget, 2);
  EXPECT_EQ(report.at("weights/fc"), "2 7 -4 7 ");
}

// in -> a -> b over three cores, one event at input 0. a0 fires (7), then b (6): an error of 16 at
// b. Back: 6 x 16 / 2^4 = 6 to a0 and a1. fc "ab": trace of a0 64: 6 - 4. "ia": 6 x 64 / 256 = 1.5
// rounds to 2: 7 - 2; the synapse from input 0 to a1 does not exist, a crossbar's stored 0 stays.
TEST(LearningErrors, TravelBackToOtherCores) {
  for (const LearningRule rule : {LearningRule::backprop, LearningRule::three_factor}) {
    ChipSpec spec = chain();
    spec.learning = steps_of_256(rule, 2, {0, 0, 1});
    const Report report = learn_apart(spec, {{0, {{0, 0, 1}}}}, 1, {});
    ASSERT_EQ(report.count("exception"), 0u) << report.at("exception");
    EXPECT_EQ(report.at("spikes"), "1:0@0x1 2:0@0x1 ");
    EXPECT_EQ(report.at("weights/ab"), "2 6 ");
    EXPECT_EQ(report.at("weights/ia"), "5 0 0 7 ");
    EXPECT_EQ(report.at("error_flits"), "2");
    EXPECT_EQ(report.at("noc/mesh.errors/noc_hop/count"), "3");  // 2 to core 0, 1 to core 1
    EXPECT_EQ(report.at("core2/source_table/source_table/reads"), "2");
  }
}

// As an address stage that pools: both neurons of a feed row 0 of "ab", a0 by two paths. What comes
// back to the row, 6 x 16 = 96, reaches a0 twice (192 / 16 = 12) and a1 once (6).
TEST(LearningErrors, ComeBackAlongEveryPathOfAnEvent) {
  ChipSpec spec = chain();
  spec.cores[2].entries = {{0, 0}, {0, 0}, {0, 0}};
  spec.cores[2].record_begin = {0, 2, 3};
  spec.learning = steps_of_256(LearningRule::backprop, 2, {0, 0, 1});
  spec.learning->surrogate_width = 100;
  const Report report = learn_apart(spec, {{0, {{0, 0, 1}, {0, 1, 1}}}}, 1, {{2, {}}});
  ASSERT_EQ(report.count("exception"), 0u) << report.at("exception");
  // Both inputs fire a0 and a1: row 0 comes three times, trace 192: 16 x 192 / 256 = 12 levels.
  EXPECT_EQ(report.at("weights/ab"), "-6 6 ");
  // ia: 12 x 64 / 256 = 3 levels at a0, 6 x 64 / 256 = 1.5 at a1.
  EXPECT_EQ(report.at("weights/ia"), "4 0 0 5 ");
}

// a0 fires in t0, b in t1, with an error of 16; the trace of "ab" is that of the event which
// arrives.
TEST(LearningErrors, DoNotTravelBackAlongADelay) {
  ChipSpec spec = chain();
  spec.cores[2].images[0].delay = 1;
  spec.learning = steps_of_256(LearningRule::backprop, 2, {0, 0, 1});
  const Report report = learn_apart(spec, {{0, {{0, 0, 1}}}}, 2, {});
  EXPECT_EQ(report.at("spikes"), "1:0@0x1 2:0@1x1 ");
  EXPECT_EQ(report.at("weights/ab"), "2 6 ");
  EXPECT_EQ(report.at("weights/ia"), "7 0 0 7 ");
  EXPECT_EQ(report.at("error_flits"), "0");
  EXPECT_EQ(report.count("core2/ab.backward_multiply/multiply/count"), 0u);
}

TEST(LearningErrors, OnlyProjectionsThatLearnChangeAndCarryErrors) {
  ChipSpec spec = chain();
  spec.learning = steps_of_256(LearningRule::backprop, 2, {0, 0, 1});
  spec.learning->learns = {1, 0};
  const Report first = learn_apart(spec, {{0, {{0, 0, 1}}}}, 1, {});
  EXPECT_EQ(first.at("weights/ab"), "6 6 ");
  EXPECT_EQ(first.at("weights/ia"), "7 0 0 7 ");
  EXPECT_EQ(first.at("error_flits"), "0");
  spec.learning->learns = {0, 1};
  const Report second = learn_apart(spec, {{0, {{0, 0, 1}}}}, 1, {});
  EXPECT_EQ(second.at("weights/ab"), "2 6 ");
  EXPECT_EQ(second.at("weights/ia"), "7 0 0 7 ");
}

}  // namespace
}  // namespace engram::hw::testing
