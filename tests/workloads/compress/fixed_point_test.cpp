#include <gtest/gtest.h>

#include "small_network.hpp"
#include "workloads/compress/quantize.hpp"

namespace engram::workloads {
namespace {

using Integers = std::vector<std::int64_t>;

NeuronStep cuba() {
  NeuronStep step;
  step.model = NeuronModel::cuba_lif;
  step.has_current = true;
  step.current_decay = 0.75;
  step.membrane_decay = PerNeuron(std::vector<double>{0.5, 0.96875});
  step.threshold = 10.0;
  return step;
}

SmallNetwork quantized(NeuronStep step) {
  SmallNetwork small({2, 1, 1}, std::move(step));
  small.dense("d", {0.5F, 3.5F});  // 4 bits: unit 0.5
  quantize(small.network, {{"", {.bits = 4}}});
  return small;
}

std::string fault_of(SmallNetwork& small, const FixedOptions& options) {
  try {
    make_fixed(small.network, options);
  } catch (const NetworkFault& fault) {
    EXPECT_FALSE(small.out().fixed.has_value()) << "a refusal changes nothing";
    return fault.what();
  }
  return "accepted";
}

TEST(FixedPoint, ConvertsAStepByHand) {
  NeuronStep step = cuba();
  step.bias = 0.25;
  step.reset_value = -1.5;
  step.membrane_offset = 0.125;
  step.clip_low = PerNeuron(-10.0);
  step.low_threshold = PerNeuron(-5.0);
  step.low_reset = PerNeuron(2.0);
  SmallNetwork small = quantized(step);
  make_fixed(small.network,
             {.state_bits = 20, .fraction_bits = 6, .decay_bits = 12, .rounding = Rounding::floor});
  const FixedStep& fixed = small.out().fixed.value();
  EXPECT_EQ(fixed.state_bits, 20U);
  EXPECT_EQ(fixed.fraction_bits, 6U);
  EXPECT_EQ(fixed.decay_bits, 12U);
  EXPECT_EQ(fixed.rounding, Rounding::floor);
  EXPECT_EQ(fixed.current_decay, Integers{3072});
  EXPECT_EQ(fixed.membrane_decay, (Integers{2048, 3968}));
  EXPECT_EQ(fixed.threshold, Integers{20 * 64});  // 10 / 0.5 levels
  EXPECT_EQ(fixed.bias, Integers{32});            // 0.25 / 0.5
  EXPECT_EQ(fixed.reset_value, Integers{-3 * 64});
  EXPECT_EQ(fixed.membrane_offset, Integers{16});
  EXPECT_EQ(fixed.clip_low, Integers{-20 * 64});
  EXPECT_EQ(fixed.low_threshold, Integers{-10 * 64});
  EXPECT_EQ(fixed.low_reset, Integers{4 * 64});
}

TEST(FixedPoint, LeavesInputsAndAbsentClipsAlone) {
  SmallNetwork small = quantized(cuba());
  make_fixed(small.network, {});
  EXPECT_TRUE(small.out().fixed->clip_low.empty());
  const PopulationId input = small.network.find("d_input").value();
  EXPECT_FALSE(small.network.graph[input].fixed.has_value());
}

TEST(FixedPoint, RoundsHalfToEven) {
  NeuronStep step;
  step.threshold = 1.0;
  SmallNetwork small = quantized(step);
  small.out().step.bias = PerNeuron(std::vector<double>{0.5 / 4, 1.5 / 4});
  make_fixed(small.network, {.fraction_bits = 2});
  EXPECT_EQ(small.out().fixed->bias, (Integers{0, 2}));
}

TEST(FixedPoint, FoldsGainsIntoTheUnit) {
  NeuronStep step = cuba();
  step.current_gain = 0.25;
  step.membrane_gain = 0.5;
  step.bias = 1.0;
  SmallNetwork small = quantized(step);
  make_fixed(small.network, {.fraction_bits = 0});
  // The membrane counts 0.5 * (0.25 * 0.5) a level, so the threshold is 10 / 0.0625.
  EXPECT_EQ(small.out().fixed->threshold, Integers{160});
  EXPECT_EQ(small.out().fixed->bias, Integers{2}) << "bias is input: the gains still act on it";
  EXPECT_EQ(small.out().unit[0], 0.0625);
  EXPECT_EQ(small.out().step.threshold[0], 160.0);
  EXPECT_EQ(small.out().step.membrane_gain[0], 1.0);
  EXPECT_EQ(small.out().step.current_gain[0], 1.0);
}

TEST(FixedPoint, WithoutACurrentItsGainMeansNothing) {
  NeuronStep step;
  step.current_gain = 0.25;
  step.threshold = 10.0;
  SmallNetwork small = quantized(step);
  make_fixed(small.network, {.fraction_bits = 0});
  EXPECT_EQ(small.out().fixed->threshold, Integers{20});
  EXPECT_EQ(small.out().unit[0], 0.5);
}

TEST(FixedPoint, RefusesFloatWeights) {
  SmallNetwork small({2, 1, 1});
  small.dense("d", {1.0F, 1.0F});
  EXPECT_EQ(fault_of(small, {}),
            "projection 'd': fixed-point neurons need quantized weights (found float32)");
}

TEST(FixedPoint, RefusesWhatDoesNotFitTheState) {
  SmallNetwork small = quantized(cuba());
  // 20 levels << 6 = 1280 needs 12 bits with its sign.
  EXPECT_EQ(fault_of(small, {.state_bits = 11}),
            "population 'out': threshold is 20.000000, which does not fit 11 state bits with 6 of "
            "fraction");
  make_fixed(small.network, {.state_bits = 12});
  EXPECT_EQ(small.out().fixed->threshold, Integers{1280});
}

TEST(FixedPoint, TheStateHasOneMoreNegativeValue) {
  NeuronStep step;
  step.threshold = 1.0;
  step.clip_low = PerNeuron(-64.0);  // -128 levels
  SmallNetwork small = quantized(step);
  make_fixed(small.network, {.state_bits = 8, .fraction_bits = 0});
  EXPECT_EQ(small.out().fixed->clip_low, Integers{-128});
  step.clip_low = PerNeuron(64.0);  // 128 levels
  SmallNetwork positive = quantized(step);
  EXPECT_NE(fault_of(positive, {.state_bits = 8, .fraction_bits = 0}), "accepted");
}

TEST(FixedPoint, RefusesGainsDecaysAndThresholdsThatCannotBe) {
  NeuronStep step = cuba();
  step.membrane_gain = -1.0;
  step.membrane_decay = PerNeuron(std::vector<double>{0.5, 1.5});
  step.threshold = 0.001;
  SmallNetwork small = quantized(step);
  EXPECT_EQ(fault_of(small, {}),
            "population 'out': a gain that is not positive cannot be folded into the unit\n"
            "population 'out': membrane decay of neuron 1 is 1.500000, which does not fit a factor "
            "of 0 to 1\n"
            "population 'out': threshold is 0.002000, which rounds to 0 (expected more fraction "
            "bits or a smaller scale)");
}

TEST(FixedPoint, ChecksItsWidths) {
  SmallNetwork small = quantized(cuba());
  EXPECT_EQ(fault_of(small, {.state_bits = 49, .fraction_bits = 25, .decay_bits = 0}),
            "fixed point: found 49 state bits (expected 2 to 48)\n"
            "fixed point: found 25 fraction bits (expected 0 to 24)\n"
            "fixed point: found 0 decay bits (expected 1 to 15)");
}

}  // namespace
}  // namespace engram::workloads
