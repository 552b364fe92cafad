#include "workloads/network/integer_neuron.hpp"

#include <gtest/gtest.h>

namespace engram::workloads {
namespace {

using Values = std::vector<std::int64_t>;

TEST(IntegerLevels, TakeTheFewestBits) {
  const auto bits = [](const std::vector<float>& weights) {
    return integer_levels(weights).format.bits;
  };
  EXPECT_EQ(bits({0, 0}), 2U);
  EXPECT_EQ(bits({1, -1}), 2U);
  EXPECT_EQ(bits({2}), 3U);
  EXPECT_EQ(bits({-127}), 8U);
  EXPECT_EQ(bits({-128}), 9U) << "levels are symmetric";
  EXPECT_EQ(bits({32767}), 16U);
  const Quantization levels = integer_levels({3, -0.0F, -7}, 4);
  EXPECT_EQ(levels.levels, (std::vector<std::int32_t>{3, 0, -7}));
  EXPECT_EQ(levels.scale, std::vector<double>{1});
  EXPECT_EQ(levels.shift, 4U);
}

TEST(IntegerPopulation, StepAndFixedSayTheSame) {
  IntegerNeuron neuron;
  neuron.current_decay = {1024};
  neuron.voltage_decay = {128, 4096};
  neuron.threshold = {80};
  neuron.bias = {3};
  neuron.current_bias = {0, -2};
  const Population made = integer_population("p", {2, 1, 1}, neuron);
  const FixedStep& fixed = made.fixed.value();
  EXPECT_EQ(fixed.current_decay, Values{3072});
  EXPECT_EQ(fixed.membrane_decay, (Values{3968, 0}));
  EXPECT_EQ(fixed.threshold, Values{5120});
  EXPECT_EQ(fixed.membrane_offset, (Values{192, 192})) << "a bias is a field of every record";
  EXPECT_EQ(fixed.bias, (Values{0, -128}));
  EXPECT_EQ(made.step.current_decay[0], 0.75);
  EXPECT_EQ(made.step.membrane_decay[1], 0);
  EXPECT_EQ(made.step.threshold[0], 80);
  EXPECT_EQ(made.step.membrane_offset[1], 3);
  EXPECT_EQ(made.step.bias[1], -2);
  EXPECT_TRUE(made.step.has_current);
}

TEST(IntegerPopulation, ModelsFollowFromTheDecays) {
  const auto model = [](std::int64_t current, std::int64_t voltage, bool spiking) {
    IntegerNeuron neuron;
    neuron.current_decay = {current};
    neuron.voltage_decay = {voltage};
    neuron.spiking = spiking;
    return integer_population("p", {1, 1, 1}, neuron).step.model;
  };
  EXPECT_EQ(model(1024, 1, true), NeuronModel::cuba_lif);
  EXPECT_EQ(model(4096, 1, true), NeuronModel::lif);
  EXPECT_EQ(model(4096, 0, true), NeuronModel::if_);
  EXPECT_EQ(model(4096, 0, false), NeuronModel::li);
  EXPECT_EQ(model(0, 0, false), NeuronModel::cuba_li);
}

Network one_population(std::int64_t threshold) {
  Network network;
  Population input;
  input.name = "in";
  input.shape = {1, 1, 1};
  input.step.model = NeuronModel::input;
  network.add(std::move(input));
  IntegerNeuron neuron;
  neuron.threshold = {threshold};
  network.add(integer_population("out", {1, 1, 1}, neuron));
  return network;
}

TEST(ComputesInIntegers, AsksEveryPopulationWithNeurons) {
  Network network = one_population(1);
  EXPECT_TRUE(computes_in_integers(network));
  Population real;
  real.name = "real";
  real.shape = {1, 1, 1};
  network.add(std::move(real));
  EXPECT_FALSE(computes_in_integers(network));
  EXPECT_FALSE(computes_in_integers(Network{}));
}

TEST(StateBits, HoldEveryParameterOrAreRefused) {
  Network network = one_population(127);  // 8128: 14 bits
  EXPECT_EQ(network.graph[1].fixed->state_bits, kUnboundedStateBits);
  set_state_bits(network, 14);
  EXPECT_EQ(network.graph[1].fixed->state_bits, 14U);
  try {
    set_state_bits(network, 13);
    FAIL() << "a threshold that no state reaches";
  } catch (const NetworkFault& fault) {
    EXPECT_STREQ(fault.what(),
                 "population 'out': a threshold does not fit 13 state bits with 6 of fraction");
  }
  EXPECT_EQ(network.graph[1].fixed->state_bits, 14U) << "untouched";
}

}  // namespace
}  // namespace engram::workloads
