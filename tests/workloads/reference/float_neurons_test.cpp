#include <gtest/gtest.h>

#include "small_net.hpp"

/// Every choice of NeuronStep on one neuron, with numbers that doubles hold exactly.
namespace engram::workloads {
namespace {

using small_net::OneNeuron;
using small_net::run;
using Counts = std::vector<std::uint32_t>;
using Membranes = std::vector<double>;

TEST(ReferenceFloat, IfIntegratesAndResetsToZero) {
  NeuronStep step;
  step.threshold = 2.0;
  const OneNeuron neuron = run(step, {1, 1, 1, 0, 1});
  EXPECT_EQ(neuron.counts, (Counts{0, 0, 1, 0, 0}));  // 2 is not above 2
  EXPECT_EQ(neuron.membranes, (Membranes{1, 2, 0, 0, 1}));
}

TEST(ReferenceFloat, CompareGreaterEqualSpikesAtTheThreshold) {
  NeuronStep step;
  step.threshold = 2.0;
  step.compare = Compare::greater_equal;
  EXPECT_EQ(run(step, {1, 1, 1}).counts, (Counts{0, 1, 0}));
}

TEST(ReferenceFloat, LifDecaysBeforeItAdds) {
  NeuronStep step;
  step.model = NeuronModel::lif;
  step.membrane_decay = 0.5;
  step.membrane_gain = 2.0;
  step.membrane_offset = 0.25;
  step.bias = 0.5;
  step.threshold = 100.0;
  // v = v / 2 + 2 (input + 0.5) + 0.25
  EXPECT_EQ(run(step, {1, 0, 2}).membranes, (Membranes{3.25, 2.875, 6.6875}));
}

TEST(ReferenceFloat, CurrentOfTheSameStepOrTheOneBefore) {
  NeuronStep step;
  step.model = NeuronModel::cuba_lif;
  step.has_current = true;
  step.current_decay = 0.5;
  step.current_gain = 4.0;
  step.membrane_decay = 0.5;
  step.threshold = 100.0;
  // i = 4, 2, 5
  EXPECT_EQ(run(step, {1, 0, 1}).membranes, (Membranes{4, 4, 7}));
  step.previous_current = true;
  EXPECT_EQ(run(step, {1, 0, 1}).membranes, (Membranes{0, 4, 4}));
}

TEST(ReferenceFloat, SpikeLeavesTheCurrent) {
  NeuronStep step;
  step.model = NeuronModel::cuba_lif;
  step.has_current = true;
  step.current_decay = 0.5;
  step.membrane_decay = 1.0;
  step.threshold = 3.0;
  // i = 4, 2, 1: v = 4 -> 0, 2, 3
  const OneNeuron neuron = run(step, {4, 0, 0});
  EXPECT_EQ(neuron.counts, (Counts{1, 0, 0}));
  EXPECT_EQ(neuron.membranes, (Membranes{0, 2, 3}));
}

TEST(ReferenceFloat, ReadoutNeverSpikes) {
  NeuronStep step;
  step.model = NeuronModel::li;
  step.spiking = false;
  step.membrane_decay = 0.5;
  const OneNeuron neuron = run(step, {8, 0, 8});
  EXPECT_EQ(neuron.counts, (Counts{0, 0, 0}));
  EXPECT_EQ(neuron.membranes, (Membranes{8, 4, 10}));
}

TEST(ReferenceFloat, ResetSubtractsOrTakesAValue) {
  NeuronStep step;
  step.threshold = 2.0;
  step.reset = Reset::subtract;
  EXPECT_EQ(run(step, {5, 0, 0}).membranes, (Membranes{3, 1, 1}));
  step.reset = Reset::value;
  step.reset_value = -1.5;
  EXPECT_EQ(run(step, {5, 0, 1}).membranes, (Membranes{-1.5, -1.5, -0.5}));
}

/// Input of the silent steps is lost; the counter starts at the spike.
TEST(ReferenceFloat, RefractoryStepsLoseTheirInput) {
  NeuronStep step;
  step.threshold = 1.0;
  step.reset = Reset::subtract;
  step.refractory = 2;
  const OneNeuron neuron = run(step, {3, 3, 3, 0, 0, 0, 1});
  // v: 3 -> 2, stays, stays, 2 -> 1, stays, stays, 2 -> 1
  EXPECT_EQ(neuron.counts, (Counts{1, 0, 0, 1, 0, 0, 1}));
  EXPECT_EQ(neuron.membranes, (Membranes{2, 2, 2, 1, 1, 1, 1}));
}

TEST(ReferenceFloat, RefractoryCurrentGoesOn) {
  NeuronStep step;
  step.model = NeuronModel::cuba_lif;
  step.has_current = true;
  step.current_decay = 0.5;
  step.threshold = 1.0;
  step.refractory = 1;
  // i = 4, 2, 1: v = 4 -> 0, stays 0, 1
  EXPECT_EQ(run(step, {4, 0, 0}).membranes, (Membranes{0, 0, 1}));
}

TEST(ReferenceFloat, MultiSpikeEmitsWhatTheThresholdAllows) {
  NeuronStep step;
  step.threshold = 2.0;
  step.reset = Reset::subtract;
  step.multi_spike = true;
  step.compare = Compare::greater_equal;
  const OneNeuron at_least = run(step, {7, 1, 0, 1});
  EXPECT_EQ(at_least.counts, (Counts{3, 1, 0, 0}));
  EXPECT_EQ(at_least.membranes, (Membranes{1, 0, 0, 1}));
  step.compare = Compare::greater;  // 8 - 3 * 2 = 2 is not above 2
  const OneNeuron above = run(step, {8, 1});
  EXPECT_EQ(above.counts, (Counts{3, 1}));
  EXPECT_EQ(above.membranes, (Membranes{2, 1}));
}

/// Where rounding makes v / threshold and v - (n - 1) threshold disagree, the definition decides.
TEST(ReferenceFloat, MultiSpikeFollowsTheDefinitionNotTheQuotient) {
  for (int tenths = 1; tenths < 200; ++tenths) {
    NeuronStep step;
    step.threshold = 0.1;
    step.reset = Reset::subtract;
    step.multi_spike = true;
    step.compare = Compare::greater_equal;
    step.bias = tenths * 0.1;
    const double v = tenths * 0.1;
    std::uint32_t expected = 0;
    while (v - expected * 0.1 >= 0.1) ++expected;
    EXPECT_EQ(run(step, {0}).counts[0], expected) << tenths;
  }
}

TEST(ReferenceFloat, MultiSpikeBeyond32BitsIsRefused) {
  NeuronStep step;
  step.threshold = 1.0;
  step.reset = Reset::subtract;
  step.multi_spike = true;
  EXPECT_THROW(run(step, {1}, 1e10F), std::overflow_error);
}

TEST(ReferenceFloat, ClipIsTheLastOfTheStep) {
  NeuronStep step;
  step.threshold = 2.0;
  step.clip_low = -1.0;
  EXPECT_EQ(run(step, {3, 1}, -1).membranes, (Membranes{-1, -1}));
  step.reset = Reset::value;
  step.reset_value = -4.0;
  EXPECT_EQ(run(step, {3}).membranes, (Membranes{-1}));
}

TEST(ReferenceFloat, LowThresholdComesAfterTheSpikeAndBeforeTheClip) {
  NeuronStep step;
  step.threshold = 2.0;
  step.low_threshold = -1.0;
  step.low_reset = -6.0;
  step.reset = Reset::value;
  EXPECT_EQ(run(step, {1, 1}, -1).membranes, (Membranes{-1, -6}));
  step.clip_low = -4.0;
  EXPECT_EQ(run(step, {1, 1}, -1).membranes, (Membranes{-1, -4}));
  step.reset = Reset::subtract;
  EXPECT_EQ(run(step, {1}, -3).membranes, (Membranes{-2}));
}

/// Every neuron its own parameters.
TEST(ReferenceFloat, ParametersOfEachNeuron) {
  NeuronStep step;
  step.threshold = PerNeuron(std::vector<double>{1, 2, 3});
  step.bias = PerNeuron(std::vector<double>{0.5, 0, -0.5});
  Network network;
  const PopulationId in = network.add(small_net::input("in", {1, 1, 1}));
  const PopulationId out = network.add(small_net::neurons("out", {3, 1, 1}, step));
  network.connect(in, out, small_net::dense("edge", 1, 3, {1, 3, 4.5F}));
  const auto result = simulate_reference(network, {small_net::train(1, 2, {{1, 0, 1}})}, 2, {out});
  EXPECT_EQ(result.traces[0], (Membranes{0.5, 0, -0.5, 0, 0, 0}));
  EXPECT_EQ(result.spikes,
            (std::vector<ReferenceSpike>{{out, 0, 1, 1}, {out, 1, 1, 1}, {out, 2, 1, 1}}));
}

}  // namespace
}  // namespace engram::workloads
