#include <gtest/gtest.h>

#include "learning_net.hpp"
#include "workloads/network/geometry.hpp"

/// What learning does between populations: errors backward, delays, stages, shared kernels.
namespace engram::workloads {
namespace {

using small_net::counts;
using small_net::input;
using small_net::levels;
using small_net::neurons;
using small_net::readout;
using small_net::task;
using small_net::train;
using Levels = std::vector<std::int32_t>;

NeuronStep threshold_of(double threshold) {
  NeuronStep step;
  step.threshold = threshold;
  return step;
}

// Two events into hidden neurons of threshold 10: v = 8 and 12, the second spikes; both lie within
// the boxcar. The readout has d = -16. Backward: 20 << 1 times -16 = -640, / 16 = -40, and 40.
// Input trace 128: g = -+5120, / 1024 = -+5. Hidden trace 0 and 64: g = -1024, one step up.
TEST(ReferenceLearningNetwork, ErrorsGoBackThroughTheWeightsBeforeTheirUpdate) {
  Network network;
  const PopulationId in = network.add(input("in", {1, 1, 1}));
  const PopulationId hidden = network.add(neurons("hidden", {2, 1, 1}, threshold_of(10)));
  const PopulationId out = network.add(readout("out", {1, 1, 1}));
  network.connect(in, hidden, levels("a", 1, 2, {4, 6}));
  network.connect(hidden, out, levels("b", 2, 1, {20, -20}, 1));
  LearningTask learning = task(LearningRule::three_factor, {1, 1}, 10);
  learning.targeted = {out};
  const LearningSample sample{{counts({2})}, {counts({1})}, 1};
  NetworkLevels learned = learn_reference(network, learning, {sample}).levels;
  EXPECT_EQ(learned[0].levels, (Levels{9, 1}));
  EXPECT_EQ(learned[1].levels, (Levels{20, -19}));
  // Along projections that do not learn, errors do not go back.
  learning.learns = {1, 0};
  EXPECT_EQ(learn_reference(network, learning, {sample}).levels[0].levels, (Levels{4, 6}));
  // A hidden target adds to what comes back: e = 16 (0 - 1) - 40 and 16 (1 - 1) + 40.
  learning.learns = {1, 1};
  learning.targeted = {hidden, out};
  const LearningSample both{{counts({2})}, {train(2, 1, {{0, 0, 1}, {0, 1, 1}}), counts({1})}, 1};
  learned = learn_reference(network, learning, {both}).levels;
  EXPECT_EQ(learned[0].levels, (Levels{4 + 7, 1}));  // 56 * 128 / 1024
}

// Through a delay of 1 nothing goes back, but the projection itself learns, from late arrivals.
TEST(ReferenceLearningNetwork, DelayedProjectionsLearnAndCarryNoErrors) {
  Network network;
  const PopulationId in = network.add(input("in", {1, 1, 1}));
  const PopulationId hidden = network.add(neurons("hidden", {1, 1, 1}, threshold_of(3)));
  const PopulationId out = network.add(readout("out", {1, 1, 1}));
  network.connect(in, hidden, levels("a", 1, 1, {4}));
  Projection late = levels("b", 1, 1, {20});
  late.delay = 1;
  network.connect(hidden, out, late);
  LearningTask learning = task(LearningRule::backprop, {1, 1}, 8);
  learning.targeted = {out};
  const LearningSample sample{{counts({1, 0, 0})}, {counts({1, 1, 1})}, 3};
  const LearningResult result = learn_reference(network, learning, {sample}, {{}, true});
  const auto& trajectory = result.samples[0].trajectory;
  EXPECT_EQ(trajectory[0][1].levels, Levels{20});
  EXPECT_EQ(trajectory[1][1].levels, Levels{24});  // -16 * 64 / 256
  EXPECT_EQ(trajectory[2][1].levels, Levels{24});
  EXPECT_EQ(result.levels[0].levels, Levels{4});
}

// A loop with delay: its synapse learns from the spike of the timestep before.
TEST(ReferenceLearningNetwork, RecurrentProjectionsLearn) {
  Network network;
  const PopulationId in = network.add(input("in", {1, 1, 1}));
  const PopulationId out = network.add(neurons("out", {1, 1, 1}, threshold_of(3)));
  network.connect(in, out, levels("forward", 1, 1, {4}));
  Projection loop = levels("loop", 1, 1, {2});
  loop.delay = 1;
  network.connect(out, out, loop);
  LearningTask learning = task(LearningRule::backprop, {0, 1}, 8);
  learning.targeted = {out};
  // t = 0: v = 4, a spike as wanted. t = 1: v = 2, 1 below (W = 1.5), e = -16: up by 4.
  const LearningSample sample{{counts({1, 0})}, {counts({1, 1})}, 2};
  const LearningResult result = learn_reference(network, learning, {sample});
  EXPECT_EQ(result.levels[1].levels, Levels{6});
  EXPECT_EQ(result.samples[0].result.spikes, (std::vector<ReferenceSpike>{{out, 0, 0, 1}}));
}

// 1x4 hidden map, pooled in windows of 2 with stride 1: the inner places feed two inputs. Errors at
// the three inputs are -16 * {16, 32, 64} / 16; places get {-16, -48, -96, -64}.
TEST(ReferenceLearningNetwork, ErrorsGoBackThroughPooling) {
  Network network;
  const PopulationId in = network.add(input("in", {1, 1, 1}));
  const PopulationId hidden = network.add(readout("hidden", {1, 1, 4}));
  const PopulationId out = network.add(readout("out", {1, 1, 1}));
  network.connect(in, hidden, levels("a", 1, 4, {1, 1, 1, 1}));
  Projection pooled = levels("b", 3, 1, {16, 32, 64});
  pooled.stages = {pool_stage({1, 1, 4}, Pool{1, 2, 1, 1, 0, 0})};
  network.connect(hidden, out, pooled);
  LearningTask learning = task(LearningRule::backprop, {1, 1}, 8);
  learning.targeted = {out};
  const LearningSample sample{{counts({1})}, {counts({1})}, 1};
  const NetworkLevels learned = learn_reference(network, learning, {sample}).levels;
  EXPECT_EQ(learned[0].levels, (Levels{5, 13, 25, 17}));  // 64 / 256 of it, up
}

// A trace adds up what pooling brings to one input: 2 + 3 events.
TEST(ReferenceLearningNetwork, TracesSeePooledCounts) {
  Network network;
  const PopulationId in = network.add(input("in", {1, 1, 2}));
  const PopulationId out = network.add(readout("out", {1, 1, 1}));
  Projection pooled = levels("a", 1, 1, {1});
  pooled.stages = {pool_stage({1, 1, 2}, Pool{1, 2, 1, 2, 0, 0})};
  network.connect(in, out, pooled);
  LearningTask learning = task(LearningRule::three_factor, {1}, 8);
  learning.targeted = {out};
  const LearningSample sample{{train(2, 1, {{0, 0, 2}, {0, 1, 3}})}, {counts({1})}, 1};
  EXPECT_EQ(learn_reference(network, learning, {sample}).levels[0].levels, Levels{21});
}

/// Row of 3, kernel {3, 0} over 2 places, 2 outputs: (0 -> 0), (1 -> 1) by tap 0.
class ReferenceLearningConvolution : public testing::Test {
 protected:
  ReferenceLearningConvolution() {
    const Shape row{1, 1, 3};
    ConvWindow window;
    window.kernel_x = 2;
    Projection conv = levels("conv", 1, 2, {3, 0});
    conv.connection = Conv2d{conv_geometry(row, 1, window, 1), {3, 0}};
    const PopulationId in = network_.add(input("in", row));
    const PopulationId out = network_.add(readout("out", {1, 1, 2}));
    network_.connect(in, out, conv);
    learning_ = task(LearningRule::backprop, {1}, 8);
    learning_.targeted = {out};
  }
  NetworkLevels learn() const {
    const SpikeTrain events = train(3, 1, {{0, 0, 1}, {0, 1, 2}, {0, 2, 5}});
    const SpikeTrain targets = train(2, 1, {{0, 0, 1}, {0, 1, 1}});
    return learn_reference(network_, learning_, {{{events}, {targets}, 1}}).levels;
  }
  Network network_;
  LearningTask learning_;
};

// d = -16 at both; traces 64, 128: 4 and 8 steps up, each its own.
TEST_F(ReferenceLearningConvolution, UnrolledEverySynapseHasItsOwnWeight) {
  const NetworkLevels learned = learn();
  EXPECT_TRUE(learned[0].levels.empty());
  EXPECT_EQ(learned[0].unrolled, (std::vector<UnrolledLevel>{{0, 0, 7}, {1, 1, 11}}));
}

// Together 12; the tap that was 0 is no synapse and stays 0, though its input had 7 events.
TEST_F(ReferenceLearningConvolution, ASharedKernelTakesOneStepForAllPositions) {
  learning_.shared_kernel = {1};
  const NetworkLevels learned = learn();
  EXPECT_TRUE(learned[0].unrolled.empty());
  EXPECT_EQ(learned[0].levels, (Levels{15, 0}));
}

// The sum is rounded once: 1.5 + 3 positions' worth of 0.375 each would be 0 and 1 apart.
TEST_F(ReferenceLearningConvolution, ASharedKernelRoundsTheSum) {
  learning_.rate_shift = 11;  // 0.5 -> 1 and 1 each by itself; 1.5 -> 2 together
  EXPECT_EQ(learn()[0].unrolled, (std::vector<UnrolledLevel>{{0, 0, 4}, {1, 1, 4}}));
  learning_.shared_kernel = {1};
  EXPECT_EQ(learn()[0].levels, (Levels{5, 0}));
  learning_.rate_shift = 12;  // 0.25 -> 0, 0.5 -> 1; 0.75 -> 1
  EXPECT_EQ(learn()[0].levels, (Levels{4, 0}));
}

// 64 * 16 / 256 = 4 a sample: from 2 down to -2 in one step; through 0, and back from there.
TEST(ReferenceLearningNetwork, WeightsStayFromSampleToSampleAndComeBackFromZero) {
  Network network;
  const PopulationId in = network.add(input("in", {1, 1, 1}));
  const PopulationId out = network.add(readout("out", {2, 1, 1}));
  network.connect(in, out, levels("a", 1, 2, {-4, 0}));
  LearningTask learning = task(LearningRule::three_factor, {1}, 8);
  learning.targeted = {out};
  const LearningSample sample{{counts({1})}, {train(2, 1, {{0, 0, 1}, {0, 1, 1}})}, 1};
  EXPECT_EQ(learn_reference(network, learning, {sample}).levels[0].levels, (Levels{0, 0}));
  const LearningResult three = learn_reference(network, learning, {sample, sample, sample});
  EXPECT_EQ(three.levels[0].levels, (Levels{8, 0}));  // a trace kept would have made it more
  // A synapse whose level is 0 for the time being does no operation.
  EXPECT_EQ(three.samples[0].result.synaptic_operations[0], 1U);
  EXPECT_EQ(three.samples[1].result.synaptic_operations[0], 0U);
  EXPECT_EQ(three.samples[2].result.synaptic_operations[0], 1U);
}

// The new weight counts from the next timestep on.
TEST(ReferenceLearningNetwork, SpikesFollowTheNewWeights) {
  Network network;
  const PopulationId in = network.add(input("in", {1, 1, 1}));
  const PopulationId out = network.add(neurons("out", {1, 1, 1}, threshold_of(8)));
  network.graph[out].step.model = NeuronModel::lif;
  network.graph[out].step.membrane_decay = 0.0;
  network.connect(in, out, levels("a", 1, 1, {5}));
  LearningTask learning = task(LearningRule::backprop, {1}, 8);
  learning.targeted = {out};
  const LearningSample sample{{counts({1, 1, 1})}, {counts({1, 1, 1})}, 3};
  const LearningResult result = learn_reference(network, learning, {sample}, {{out}, false});
  EXPECT_EQ(result.samples[0].result.traces[0], (std::vector<double>{5, 0, 0}));
  EXPECT_EQ(result.samples[0].result.spikes,
            (std::vector<ReferenceSpike>{{out, 0, 1, 1}, {out, 0, 2, 1}}));
}

}  // namespace
}  // namespace engram::workloads
