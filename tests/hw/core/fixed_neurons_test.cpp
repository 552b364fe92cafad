#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/hw/core/one_neuron.hpp"

namespace engram::hw::testing {
namespace {

NeuronSpec fixed_lif(std::int64_t decay, std::int64_t threshold) {
  NeuronSpec spec = fixed_if(threshold);
  spec.model = "lif";
  spec.integer.membrane_decay = {decay};
  return spec;
}

TEST(FixedNeurons, FireAboveNotAtTheThreshold) {
  OneNeuron neuron(fixed_if(5));
  EXPECT_EQ(neuron.step(5), 0u);
  EXPECT_EQ(neuron.step(1), 1u);
  EXPECT_EQ(neuron.membrane(), 0.0);
}

TEST(FixedNeurons, RoundTowardZeroOrToFloor) {
  NeuronSpec spec = fixed_lif(128, 1000);  // one half
  OneNeuron zero(spec);
  zero.step(-5);
  zero.step(0);
  EXPECT_EQ(zero.membrane(), -2.0);
  spec.round_to_floor = true;
  OneNeuron floor(spec);
  floor.step(-5);
  floor.step(0);
  EXPECT_EQ(floor.membrane(), -3.0);
  floor.reset();
  floor.step(5);
  floor.step(0);
  EXPECT_EQ(floor.membrane(), 2.0);
}

TEST(FixedNeurons, ShiftInputByTheFractionAndAddTheBias) {
  NeuronSpec spec = fixed_if(1000);
  spec.fraction_bits = 3;
  spec.integer.bias = {-1};
  spec.integer.membrane_offset = {5};
  OneNeuron neuron(spec);
  neuron.step(2);
  EXPECT_EQ(neuron.membrane(), 20.0);
}

TEST(FixedNeurons, SaturateOnceAtTheEndOfTheStep) {
  NeuronSpec spec = fixed_if(200);
  spec.state_bits = 8;
  OneNeuron neuron(spec);
  EXPECT_EQ(neuron.step(201), 1u);  // compared before it is clamped to 127
  spec.integer.threshold = {1000};
  OneNeuron silent(spec);
  silent.step(900);
  EXPECT_EQ(silent.membrane(), 127.0);
  silent.step(-900);
  EXPECT_EQ(silent.membrane(), -128.0);
}

TEST(FixedNeurons, CurrentSaturatesToo) {
  NeuronSpec spec = fixed_lif(0, 10000);
  spec.state_bits = 8;
  spec.has_current = true;
  spec.integer.current_decay = {256};
  spec.previous_current = true;
  OneNeuron neuron(spec);
  neuron.step(300);
  neuron.step(0);
  EXPECT_EQ(neuron.membrane(), 127.0);
}

TEST(FixedNeurons, MultiSpike) {
  NeuronSpec spec = fixed_if(5);
  spec.multi_spike = true;
  spec.reset = ResetKind::subtract;
  OneNeuron strict(spec);
  EXPECT_EQ(strict.step(15), 2u);
  EXPECT_EQ(strict.membrane(), 5.0);
  spec.compare_equal = true;
  OneNeuron equal(spec);
  EXPECT_EQ(equal.step(15), 3u);
  EXPECT_EQ(equal.membrane(), 0.0);
  EXPECT_EQ(equal.step(4), 0u);
}

TEST(FixedNeurons, ResetValueRefractoryAndClip) {
  NeuronSpec spec = fixed_if(5);
  spec.reset = ResetKind::value;
  spec.integer.reset_value = {-3};
  spec.refractory = 1;
  spec.has_clip = true;
  spec.integer.clip_low = {-2};
  OneNeuron neuron(spec);
  EXPECT_EQ(neuron.step(6), 1u);
  EXPECT_EQ(neuron.membrane(), -2.0);
  EXPECT_EQ(neuron.step(100), 0u);
  EXPECT_EQ(neuron.membrane(), -2.0);
  EXPECT_EQ(neuron.step(8), 1u);
}

TEST(FixedNeurons, LowThreshold) {
  NeuronSpec spec = fixed_if(5);
  spec.reset = ResetKind::value;
  spec.integer.reset_value = {-9};
  spec.has_low_threshold = true;
  spec.integer.low_threshold = {-3};
  spec.integer.low_reset = {2};
  OneNeuron value(spec);
  EXPECT_EQ(value.step(-3), 0u);
  EXPECT_EQ(value.membrane(), -3.0);
  EXPECT_EQ(value.step(-1), 0u);
  EXPECT_EQ(value.membrane(), 2.0);
  EXPECT_EQ(value.step(4), 1u);
  EXPECT_EQ(value.membrane(), -9.0) << "a step that spiked does not look at the low threshold";
  spec.reset = ResetKind::subtract;
  OneNeuron subtract(spec);
  subtract.step(-10);
  EXPECT_EQ(subtract.membrane(), -7.0);
  spec.reset = ResetKind::zero;
  OneNeuron zero(spec);
  zero.step(-10);
  EXPECT_EQ(zero.membrane(), 0.0);
}

TEST(FixedNeurons, RefuseWhatCannotBeComputedExactly) {
  NeuronSpec spec = fixed_if(5);
  spec.state_bits = 49;
  EXPECT_THROW(check_neurons(spec, 1, "p"), std::invalid_argument);
  spec = fixed_if(std::int64_t{1} << 61);
  EXPECT_THROW(check_neurons(spec, 1, "p"), std::invalid_argument);
  spec = fixed_if(0);
  spec.multi_spike = true;
  spec.reset = ResetKind::subtract;
  EXPECT_THROW(check_neurons(spec, 1, "p"), std::invalid_argument);
  spec.integer.threshold = {1};
  EXPECT_NO_THROW(check_neurons(spec, 1, "p"));
}

}  // namespace
}  // namespace engram::hw::testing
