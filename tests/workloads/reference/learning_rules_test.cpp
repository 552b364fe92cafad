#include <gtest/gtest.h>

#include "learning_net.hpp"

/// One synapse, worked out by hand from the formulas in workloads/reference/README.md.
namespace engram::workloads {
namespace {

using small_net::OneSynapse;
using Levels = std::vector<std::int32_t>;

OneSynapse one_synapse(LearningRule rule, unsigned rate_shift) {
  OneSynapse one;
  NeuronStep step;
  step.threshold = 10.0;
  one.neuron = small_net::neurons("out", {1, 1, 1}, step);
  one.level = 4;
  one.task = small_net::task(rule, {1}, rate_shift);
  one.task.targeted = {1};
  one.input = {1, 1, 1};
  one.target = {0, 1, 0};
  return one;
}

// t = 0: v = 4, 6 below the threshold: outside the boxcar of 5, no error.
// t = 1: v = 8, inside; e = 16 (0 - 1); x = 64 / 2 + 64 = 96; step = -1536 / 256 = -6.
// t = 2: v = 18, a spike that was not asked for, but 8 above: outside.
TEST(ReferenceLearning, ThreeFactorsWithABoxcar) {
  const OneSynapse one = one_synapse(LearningRule::three_factor, 8);
  EXPECT_EQ(one.run(), (Levels{4, 10, 10}));
}

// As above, but a trace forgets: x = 64, step = -1024 / 256 = -4.
TEST(ReferenceLearning, BackpropagationHasNoMemoryOfInputs) {
  const OneSynapse one = one_synapse(LearningRule::backprop, 8);
  EXPECT_EQ(one.run(), (Levels{4, 8, 8}));
}

// W = 10. t = 1: h = floor(256 (1 - 2/10)) = 204, d = round(-16 * 204 / 256) = -13, x = 96,
// step = round(-1248 / 256) = -5. t = 2: v = 8 + 9 = 17, 7 above: h = floor(256 * 0.3) = 76,
// d = round(16 * 76 / 256) = 5, x = 48 + 64 = 112, step = round(560 / 256) = 2.
TEST(ReferenceLearning, ThreeFactorsWithATriangle) {
  OneSynapse one = one_synapse(LearningRule::three_factor, 8);
  one.task.surrogate = Surrogate::triangle;
  one.task.surrogate_width = 1;
  EXPECT_EQ(one.run(), (Levels{4, 9, 7}));
}

// The same in integers with 2 bits below a level: all of u, threshold and W are 4 times as large.
TEST(ReferenceLearning, FixedPointComparesItsOwnIntegers) {
  OneSynapse one = one_synapse(LearningRule::three_factor, 8);
  one.task.surrogate = Surrogate::triangle;
  one.task.surrogate_width = 1;
  one.neuron.fixed = small_net::plain_fixed(40);
  one.neuron.fixed->fraction_bits = 2;
  EXPECT_EQ(one.run(), (Levels{4, 9, 7}));
}

// Spikes at t = 0 and 2, as wanted, and rests at t = 1, where it does not: v = 0 would lie within
// the boxcar of 20, and the error of -16 would step up by 6.
TEST(ReferenceLearning, ARefractoryStepHasNoDerivative) {
  OneSynapse one = one_synapse(LearningRule::three_factor, 8);
  one.neuron.step.refractory = 1;
  one.task.surrogate_width = 2;
  one.level = 11;
  one.target = {1, 1, 1};
  EXPECT_EQ(one.run(), (Levels{11, 11, 11}));
  one.neuron.step.refractory = 0;
  // Without rest: e = 16, x = 64, down by 4; v = 7, e = -16, x = 96, up by 6; v = 20, a spike.
  one.target = {0, 1, 1};
  EXPECT_EQ(one.run(), (Levels{7, 13, 13}));
}

// d = -16 in every timestep, no threshold asked. Traces 64, 96, 112: steps 1, 1.5 -> 2, 1.75 -> 2;
// halves away from zero in the other direction too.
TEST(ReferenceLearning, AReadoutLearnsWithoutDerivative) {
  OneSynapse one = one_synapse(LearningRule::three_factor, 10);
  one.neuron = small_net::readout("out", {1, 1, 1});
  one.target = {1, 1, 1};
  EXPECT_EQ(one.run(), (Levels{5, 7, 9}));
}

// 6 bits of a trace hold 63, 4 bits of an error 7: g = -441 where 1024 were asked for.
TEST(ReferenceLearning, TracesErrorsAndLevelsSaturate) {
  OneSynapse one = one_synapse(LearningRule::three_factor, 3);  // 441 / 8 = 55.1, 448 / 8 = 56
  one.neuron = small_net::readout("out", {1, 1, 1});
  one.target = {1, 0, 0};
  one.task.trace_bits = 6;
  one.task.error_bits = 4;
  EXPECT_EQ(one.run(), (Levels{59, 59, 59}));
  one.task.rate_shift = 0;  // far beyond the 8 bits of a level
  EXPECT_EQ(one.run(), (Levels{127, 127, 127}));
  one.level = -127;
  one.neuron.step.spiking = true;
  one.neuron.step.threshold = -200.0;  // spikes at every input; u = 73, within 100
  one.target = {0, 0, 0};
  EXPECT_EQ(one.run(), (Levels{-127, -127, -127}));
}

// Counts are unit events: n = 3 adds 192 to a trace. Spikes of a multi-spike neuron are counted.
TEST(ReferenceLearning, CountsAreUnitEvents) {
  OneSynapse one = one_synapse(LearningRule::backprop, 8);
  one.neuron = small_net::readout("out", {1, 1, 1});
  one.input = {3, 0, 0};
  one.target = {2, 9, 0};
  EXPECT_EQ(one.run(), (Levels{4 + 24, 28, 28}));  // 16 * 2 * 192 / 256
  NeuronStep step;
  step.multi_spike = true;
  step.reset = Reset::subtract;
  step.compare = Compare::greater_equal;
  step.threshold = 6.0;
  one.neuron = small_net::neurons("out", {1, 1, 1}, step);
  one.task.surrogate_width = 1;
  one.target = {0, 0, 0};
  // v = 12: two spikes, u = 6 within W = 6: e = 32, g = 32 * 192, step 24.
  EXPECT_EQ(one.run(), (Levels{-20, -20, -20}));
}

// Window 2. The arrival at 0 meets the spike at 1 (P[1]) when its window closes at 2; the arrival
// at 3 pays for the spike at 1 (D[2]) at once. Halves: 4 / 2 and 2 / 2.
TEST(ReferenceLearning, PairsOfSpikesInWindows) {
  Network network;
  NeuronStep relay;
  relay.threshold = 100.0;
  const PopulationId in = network.add(small_net::input("in", {1, 1, 1}));
  const PopulationId teacher = network.add(small_net::input("teacher", {1, 1, 1}));
  const PopulationId out = network.add(small_net::neurons("out", {1, 1, 1}, relay));
  network.connect(teacher, out, small_net::levels("forced", 1, 1, {120}));
  network.connect(in, out, small_net::levels("plastic", 1, 1, {10}));
  LearningTask task = small_net::task(LearningRule::stdp, {0, 1}, 1);
  task.potentiation = {8, 4};
  task.depression = {6, 2};
  const auto run = [&](const std::vector<std::uint32_t>& pre,
                       const std::vector<std::uint32_t>& post) {
    const auto timesteps = static_cast<std::uint32_t>(pre.size());
    const LearningSample sample{{small_net::counts(pre), small_net::counts(post)}, {}, timesteps};
    const LearningResult result = learn_reference(network, task, {sample}, {{}, true});
    Levels levels;
    for (const NetworkLevels& all : result.samples[0].trajectory) {
      levels.push_back(all[1].levels[0]);
      EXPECT_EQ(all[0].levels, Levels{120});
    }
    return levels;
  };
  EXPECT_EQ(run({1, 0, 0, 1, 0, 0}, {0, 1, 0, 0, 0, 0}), (Levels{10, 10, 12, 11, 11, 11}));
  // Same timestep: P[0] = 8, two steps later.
  EXPECT_EQ(run({1, 0, 0}, {1, 0, 0}), (Levels{10, 10, 14}));
  // Arrivals at 0 and 2, spikes at 1: at 2 both pay: D[1] - P[1] = 2, one step down.
  EXPECT_EQ(run({2, 0, 1}, {0, 1, 0}), (Levels{10, 10, 9}));
  // A window that is open at the end is dropped.
  EXPECT_EQ(run({0, 1, 0}, {0, 1, 0}), (Levels{10, 10, 10}));
}

}  // namespace
}  // namespace engram::workloads
