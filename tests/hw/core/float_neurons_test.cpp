#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/hw/core/one_neuron.hpp"

namespace engram::hw::testing {
namespace {

TEST(FloatNeurons, FireAboveNotAtTheThreshold) {
  OneNeuron neuron(float_if(1.0));
  EXPECT_EQ(neuron.step(1.0), 0u);
  EXPECT_EQ(neuron.membrane(), 1.0);
  EXPECT_EQ(neuron.step(0.5), 1u);
  EXPECT_EQ(neuron.membrane(), 0.0);
}

TEST(FloatNeurons, FireAtTheThresholdWhenAskedTo) {
  NeuronSpec spec = float_if(1.0);
  spec.compare_equal = true;
  OneNeuron neuron(spec);
  EXPECT_EQ(neuron.step(1.0), 1u);
}

TEST(FloatNeurons, ResetBySubtractionOrToAValue) {
  NeuronSpec spec = float_if(1.0);
  spec.reset = ResetKind::subtract;
  OneNeuron subtracting(spec);
  EXPECT_EQ(subtracting.step(2.5), 1u);
  EXPECT_EQ(subtracting.membrane(), 1.5);
  EXPECT_EQ(subtracting.step(0.0), 1u);
  spec.reset = ResetKind::value;
  spec.real.reset_value = {-0.25};
  OneNeuron valued(spec);
  EXPECT_EQ(valued.step(2.5), 1u);
  EXPECT_EQ(valued.membrane(), -0.25);
}

TEST(FloatNeurons, MultiSpikeEmitsWhatTheThresholdHolds) {
  NeuronSpec spec = float_if(0.5);
  spec.multi_spike = true;
  spec.reset = ResetKind::subtract;
  OneNeuron strict(spec);
  EXPECT_EQ(strict.step(1.5), 2u);  // 1.5 - 2 x 0.5 is not above 0.5
  EXPECT_EQ(strict.membrane(), 0.5);
  spec.compare_equal = true;
  OneNeuron equal(spec);
  EXPECT_EQ(equal.step(1.5), 3u);
  EXPECT_EQ(equal.membrane(), 0.0);
}

TEST(FloatNeurons, MultiSpikeAgreesWithItsDefinitionUnderRounding) {
  NeuronSpec spec = float_if(0.1);
  spec.multi_spike = true;
  spec.reset = ResetKind::subtract;
  spec.compare_equal = true;
  for (int tenths = 1; tenths < 200; ++tenths) {
    const double v = static_cast<double>(static_cast<float>(tenths * 0.1));
    OneNeuron neuron(spec);
    const double n = neuron.step(v);
    EXPECT_TRUE(n == 0 || v - (n - 1) * 0.1 >= 0.1) << tenths;
    EXPECT_FALSE(v - n * 0.1 >= 0.1) << tenths;
  }
}

TEST(FloatNeurons, MultiSpikeRefusesCountsBeyondACounter) {
  NeuronSpec spec = float_if(1e-9);
  spec.multi_spike = true;
  spec.reset = ResetKind::subtract;
  OneNeuron neuron(spec);
  EXPECT_THROW(neuron.step(100.0), std::overflow_error);
}

TEST(FloatNeurons, RefractoryStepsLoseInputAndKeepTheMembrane) {
  NeuronSpec spec = float_if(1.0);
  spec.refractory = 2;
  OneNeuron neuron(spec);
  EXPECT_EQ(neuron.step(2.0), 1u);
  EXPECT_EQ(neuron.step(2.0), 0u);
  EXPECT_EQ(neuron.step(2.0), 0u);
  EXPECT_EQ(neuron.membrane(), 0.0);
  EXPECT_EQ(neuron.step(2.0), 1u);
}

TEST(FloatNeurons, CurrentDrivesInThisStepOrTheNext) {
  NeuronSpec spec = float_lif(0.5, 100.0);
  spec.has_current = true;
  spec.real.current_decay = {0.25};
  spec.real.current_gain = {2.0};
  OneNeuron now(spec);
  now.step(3.0);
  EXPECT_EQ(now.membrane(), 6.0);
  now.step(0.0);
  EXPECT_EQ(now.membrane(), 3.0 + 1.5);
  spec.previous_current = true;
  OneNeuron later(spec);
  later.step(3.0);
  EXPECT_EQ(later.membrane(), 0.0);
  later.step(0.0);
  EXPECT_EQ(later.membrane(), 6.0);
}

TEST(FloatNeurons, BiasOffsetGainAndClip) {
  NeuronSpec spec = float_lif(0.5, 100.0);
  spec.real.bias = {1.0};
  spec.real.membrane_gain = {3.0};
  spec.real.membrane_offset = {0.5};
  OneNeuron neuron(spec);
  neuron.step(2.0);
  EXPECT_EQ(neuron.membrane(), 9.5);
  spec.has_clip = true;
  spec.real.clip_low = {-2.0};
  OneNeuron clipped(spec);
  clipped.step(-50.0);
  EXPECT_EQ(clipped.membrane(), -2.0);
  clipped.reset();
  EXPECT_EQ(clipped.membrane(), 0.0);
}

TEST(FloatNeurons, LowThreshold) {
  NeuronSpec spec = float_if(5.0);
  spec.reset = ResetKind::value;
  spec.real.reset_value = {-9.0};
  spec.has_low_threshold = true;
  spec.real.low_threshold = {-3.0};
  spec.real.low_reset = {2.5};
  OneNeuron value(spec);
  value.step(-3.0);
  EXPECT_EQ(value.membrane(), -3.0);
  value.step(-0.5);
  EXPECT_EQ(value.membrane(), 2.5);
  EXPECT_EQ(value.step(4.0), 1u);
  EXPECT_EQ(value.membrane(), -9.0);
  spec.reset = ResetKind::subtract;
  OneNeuron subtract(spec);
  subtract.step(-10.0);
  EXPECT_EQ(subtract.membrane(), -7.0);
  spec.reset = ResetKind::zero;
  OneNeuron zero(spec);
  zero.step(-10.0);
  EXPECT_EQ(zero.membrane(), 0.0);
}

TEST(FloatNeurons, ReadoutsNeverFire) {
  NeuronSpec spec = float_if(1.0);
  spec.spiking = false;
  spec.real.threshold = {};
  OneNeuron neuron(spec);
  EXPECT_EQ(neuron.step(50.0), 0u);
  EXPECT_EQ(neuron.membrane(), 50.0);
}

TEST(FloatNeurons, RefuseListsOfTheWrongLength) {
  NeuronSpec spec = float_if(1.0);
  spec.real.bias = {0.0, 0.0};
  EXPECT_THROW(check_neurons(spec, 3, "p"), std::invalid_argument);
  EXPECT_NO_THROW(check_neurons(spec, 2, "p"));
}

}  // namespace
}  // namespace engram::hw::testing
