#include <gtest/gtest.h>

#include "small_network.hpp"
#include "workloads/compress/quantize.hpp"
#include "workloads/network/integer_neuron.hpp"
#include "workloads/network/random.hpp"

/// Networks that are integers from their source are quantized again by a shift.
namespace engram::workloads {
namespace {

using Levels = std::vector<std::int32_t>;

/// One projection of whole weights onto integer neurons.
Network integers(const std::vector<float>& weights, unsigned shift = 0) {
  Network network;
  Population in;
  in.name = "in";
  in.shape = {1, 1, 1};
  in.step.model = NeuronModel::input;
  IntegerNeuron neuron;
  neuron.threshold = {10};
  const auto outputs = static_cast<std::uint32_t>(weights.size());
  const PopulationId source = network.add(in);
  const PopulationId target = network.add(integer_population("out", {outputs, 1, 1}, neuron));
  Projection projection;
  projection.name = "p";
  projection.connection = Dense{1, outputs, weights};
  projection.quantization = integer_levels(weights, shift);
  network.connect(source, target, projection);
  return network;
}

const Quantization& levels_of(const Network& network) {
  return network.graph[network.projections()[0]].quantization;
}
const std::vector<float>& weights_of(const Network& network) {
  return weights(network.graph[network.projections()[0]].connection);
}

TEST(IntegerLevels, FewerBitsTakeALargerStep) {
  Network network = integers({100, -28, 3, 0, 17}, 1);
  const auto reports = quantize(network, {{"", {.bits = 4}}});
  const Quantization& q = levels_of(network);
  EXPECT_EQ(q.format, (WeightFormat{WeightKind::uniform, 4}));
  EXPECT_EQ(q.levels, (Levels{6, -2, 0, 0, 1})) << "a step of 16; 8 would clip 12.5 to 7";
  EXPECT_EQ(q.shift, 5U);
  EXPECT_EQ(q.scale, std::vector<double>{16.0});
  EXPECT_EQ(weights_of(network), (std::vector<float>{96, -32, 0, 0, 16}));
  const Population& out = network.graph[*network.find("out")];
  EXPECT_EQ(out.unit[0], 1.0);
  EXPECT_EQ(out.fixed->threshold, (std::vector<std::int64_t>{640})) << "thresholds stay";
  EXPECT_EQ(reports[0].max_error, 4.0);
  EXPECT_EQ(reports[0].zeros_before, 1U);
  EXPECT_EQ(reports[0].zeros_made, 1U);
  EXPECT_EQ(reports[0].clipped, 0U);
}

TEST(IntegerLevels, ATieThatWouldRoundBeyondTheLargestTakesTheNextStep) {
  Network network = integers({15, 1});
  quantize(network, {{"", {.bits = 4}}});
  EXPECT_EQ(levels_of(network).shift, 2U) << "15 / 2 rounds to 8, above 7";
  Network fits = integers({14, 1});
  quantize(fits, {{"", {.bits = 4}}});
  EXPECT_EQ(levels_of(fits).shift, 1U);
}

TEST(IntegerLevels, LevelsThatFitStayAsTheyAre) {
  for (const Calibration calibration :
       {Calibration::max, Calibration::percentile, Calibration::mse}) {
    Network network = integers({7, -6, 3, 0});
    const auto reports =
        quantize(network, {{"", {.bits = 8, .calibration = calibration, .percentile = 50}}});
    EXPECT_EQ(levels_of(network).levels, (Levels{7, -6, 3, 0}));
    EXPECT_EQ(levels_of(network).format.bits, 4U) << "more bits would hold nothing";
    EXPECT_EQ(levels_of(network).shift, 0U);
    EXPECT_EQ(reports[0].max_error, 0.0);
  }
}

TEST(IntegerLevels, TheLeastSquaredErrorMayClip) {
  std::vector<float> many(200, 3.0F);
  many[0] = 9.0F;
  Network max = integers(many), mse = integers(many);
  quantize(max, {{"", {.bits = 3}}});
  const auto reports = quantize(mse, {{"", {.bits = 3, .calibration = Calibration::mse}}});
  EXPECT_EQ(levels_of(max).shift, 2U);
  EXPECT_EQ(levels_of(mse).shift, 0U) << "one weight of 9 becomes 3, the others are exact";
  EXPECT_EQ(reports[0].clipped, 1U);
}

TEST(IntegerLevels, TakeEveryFormat) {
  RandomStream random(4, 4);
  std::vector<float> values(64);
  for (float& value : values) value = static_cast<float>(random.below(255)) - 127;
  for (const QuantizeFormat format :
       {QuantizeFormat::ternary, QuantizeFormat::power_of_two, QuantizeFormat::codebook}) {
    Network network = integers(values);
    const auto reports = quantize(network, {{"", {.format = format}}});
    const Quantization& q = levels_of(network);
    for (std::size_t i = 0; i < values.size(); ++i) {
      EXPECT_EQ(weights_of(network)[i], static_cast<float>(q.levels[i] << q.shift))
          << to_string(format);
      if (has_levels(q.format)) {
        EXPECT_TRUE(is_level(q.format, q.levels[i]));
      }
    }
    EXPECT_LT(reports[0].rms_error, 60) << to_string(format);
  }
}

TEST(IntegerLevels, WhatNeedsAUnitIsRefused) {
  Network network = integers({100, -28});
  try {
    quantize(network, {{"", {.bits = 4, .channels_a_scale = 1, .scale = 2.0}}});
    FAIL() << "accepted";
  } catch (const NetworkFault& fault) {
    EXPECT_EQ(std::string(fault.what()),
              "projection 'p': is integers from its source: its step is a power of two of levels "
              "(found a scale, expected none)\n"
              "projection 'p': is integers from its source: a projection has one shift (found a "
              "scale a channel or slice, expected one a tensor)");
  }
  EXPECT_EQ(levels_of(network).levels, (Levels{100, -28}));
}

}  // namespace
}  // namespace engram::workloads
