#include <gtest/gtest.h>

#include "small_net.hpp"

/// Integer steps: rounding, saturation, fractions (DESIGN definitions 2, 8, 9).
namespace engram::workloads {
namespace {

using small_net::plain_fixed;
using small_net::run;
using Counts = std::vector<std::uint32_t>;
using Membranes = std::vector<double>;

TEST(ReferenceFixed, IntegratesAndResets) {
  const auto neuron = run(NeuronStep{}, plain_fixed(5), {1, 1, 1, 1}, 2);
  EXPECT_EQ(neuron.counts, (Counts{0, 0, 1, 0}));
  EXPECT_EQ(neuron.membranes, (Membranes{2, 4, 0, 2}));
}

/// -7 * 8 / 16 = -3.5, then -3 / 2 = -1.5 or -4 / 2 = -2: the modes part on negative values only.
TEST(ReferenceFixed, RoundingOfNegativeValues) {
  FixedStep fixed = plain_fixed(100);
  fixed.membrane_decay = {8};
  fixed.rounding = Rounding::toward_zero;
  EXPECT_EQ(run(NeuronStep{}, fixed, {1, 0, 0, 0}, -7).membranes, (Membranes{-7, -3, -1, 0}));
  EXPECT_EQ(run(NeuronStep{}, fixed, {1, 0, 0, 0}, 7).membranes, (Membranes{7, 3, 1, 0}));
  fixed.rounding = Rounding::floor;
  EXPECT_EQ(run(NeuronStep{}, fixed, {1, 0, 0, 0}, -7).membranes, (Membranes{-7, -4, -2, -1}));
  EXPECT_EQ(run(NeuronStep{}, fixed, {1, 0, 0, 0}, 7).membranes, (Membranes{7, 3, 1, 0}));
}

/// An exact quotient is not lowered.
TEST(ReferenceFixed, FloorOfAnExactQuotient) {
  FixedStep fixed = plain_fixed(100);
  fixed.membrane_decay = {8};
  fixed.rounding = Rounding::floor;
  EXPECT_EQ(run(NeuronStep{}, fixed, {1, 0, 0}, -8).membranes, (Membranes{-8, -4, -2}));
}

TEST(ReferenceFixed, SaturatesAtBothEnds) {
  FixedStep fixed = plain_fixed(1000);
  fixed.state_bits = 6;  // -32 .. 31
  EXPECT_EQ(run(NeuronStep{}, fixed, {1, 1, 0}, 20).membranes, (Membranes{20, 31, 31}));
  EXPECT_EQ(run(NeuronStep{}, fixed, {1, 1, 0}, -20).membranes, (Membranes{-20, -32, -32}));
}

/// The one saturation is at the end of the step: the threshold is compared before.
TEST(ReferenceFixed, ComparesBeforeItSaturates) {
  FixedStep fixed = plain_fixed(31);
  fixed.state_bits = 6;
  NeuronStep step;
  step.reset = Reset::subtract;
  const auto neuron = run(step, fixed, {1, 0}, 100);
  EXPECT_EQ(neuron.counts, (Counts{1, 0}));  // 100 > 31; 69 is stored as 31, which is not above 31
  EXPECT_EQ(neuron.membranes, (Membranes{31, 31}));
}

/// What drives the membrane is the current before it is clamped; what decays next is the clamped.
TEST(ReferenceFixed, CurrentSaturatesAtTheEndOfTheStepToo) {
  FixedStep fixed = plain_fixed(1000);
  fixed.state_bits = 7;  // -64 .. 63
  fixed.current_decay = {8};
  NeuronStep step;
  step.model = NeuronModel::cuba_lif;
  step.has_current = true;
  fixed.bias = {-90};
  // i = 100 - 90 = 10; i = 5 - 90 = -85, stored -64; i = -32 - 90 = -122
  // v = 10; v = -75, stored -64; v = -186, stored -64
  EXPECT_EQ(run(step, fixed, {1, 0, 0}, 100).membranes, (Membranes{10, -64, -64}));
  fixed.bias = {0};
  // i = 100, stored 63; i = 31: v = 100, stored 63; v = 94, stored 63
  step.previous_current = true;  // v = 0, 63, 63 + 31 = 94 stored 63
  EXPECT_EQ(run(step, fixed, {1, 0, 0}, 100).membranes, (Membranes{0, 63, 63}));
}

/// Levels enter as level << fraction_bits; bias, offset and threshold are states. The trace is in
/// levels again.
TEST(ReferenceFixed, FractionBits) {
  FixedStep fixed = plain_fixed(13);  // 3.25
  fixed.fraction_bits = 2;
  fixed.bias = {1};             // 0.25
  fixed.membrane_offset = {1};  // 0.25
  const auto neuron = run(NeuronStep{}, fixed, {1, 1, 0}, 1);
  EXPECT_EQ(neuron.membranes, (Membranes{1.5, 3, 0}));  // 6, 12, 14 > 13
  EXPECT_EQ(neuron.counts, (Counts{0, 0, 1}));
}

TEST(ReferenceFixed, MultiSpikeAndClip) {
  FixedStep fixed = plain_fixed(3);
  NeuronStep step;
  step.reset = Reset::subtract;
  step.multi_spike = true;
  EXPECT_EQ(run(step, fixed, {1}, 9).counts, (Counts{2}));  // 9 > 6, 9 - 6 = 3 stays
  step.compare = Compare::greater_equal;
  EXPECT_EQ(run(step, fixed, {1}, 9).counts, (Counts{3}));
  fixed.clip_low = {-3};
  EXPECT_EQ(run(step, fixed, {1, 1}, -2).membranes, (Membranes{-2, -3}));
}

TEST(ReferenceFixed, RefractoryAndResetToValue) {
  FixedStep fixed = plain_fixed(3);
  fixed.reset_value = {-1};
  NeuronStep step;
  step.reset = Reset::value;
  step.refractory = 1;
  const auto neuron = run(step, fixed, {1, 1, 1, 1}, 5);
  EXPECT_EQ(neuron.counts, (Counts{1, 0, 1, 0}));  // -1 + 5 = 4 > 3
  EXPECT_EQ(neuron.membranes, (Membranes{-1, -1, -1, -1}));
}

/// RANC's absolute reset: at a spike to R, below the negative threshold to -R.
TEST(ReferenceFixed, LowThresholdResetsToItsValue) {
  FixedStep fixed = plain_fixed(3);
  fixed.reset_value = {-5};
  fixed.low_threshold = {-2};
  fixed.low_reset = {1};
  NeuronStep step;
  step.reset = Reset::value;
  // -2 is not below -2; -4 is.
  EXPECT_EQ(run(step, fixed, {1, 1}, -2).membranes, (Membranes{-2, 1}));
  // After a spike the low threshold does not look at -5.
  const auto spiking = run(step, fixed, {1}, 9);
  EXPECT_EQ(spiking.counts, (Counts{1}));
  EXPECT_EQ(spiking.membranes, (Membranes{-5}));
}

TEST(ReferenceFixed, LowThresholdFollowsTheReset) {
  FixedStep fixed = plain_fixed(3);
  fixed.low_threshold = {-2};
  NeuronStep step;
  step.reset = Reset::subtract;
  EXPECT_EQ(run(step, fixed, {1}, -7).membranes, (Membranes{-5}));  // -7 + 2
  step.reset = Reset::zero;
  EXPECT_EQ(run(step, fixed, {1}, -7).membranes, (Membranes{0}));
}

}  // namespace
}  // namespace engram::workloads
