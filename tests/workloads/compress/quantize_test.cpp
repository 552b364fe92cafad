#include "workloads/compress/quantize.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "small_network.hpp"
#include "workloads/network/random.hpp"

namespace engram::workloads {
namespace {

using Levels = std::vector<std::int32_t>;

TEST(Quantize, TheScaleIsTheLargestWeightOverTheLargestLevel) {
  SmallNetwork small({2, 1, 1});
  small.dense("d", {3.5F, -1.0F, 0.25F, -7.0F});
  const auto reports = quantize(small.network, {{"", {.bits = 4}}});
  const Quantization& q = small.projection(0).quantization;
  EXPECT_EQ(q.format, (WeightFormat{WeightKind::uniform, 4}));
  EXPECT_EQ(q.scale, std::vector<double>{1.0});
  EXPECT_EQ(q.levels, (Levels{4, -1, 0, -7})) << "3.5 is a tie: to even";
  EXPECT_EQ(q.shift, 0U);
  EXPECT_EQ(weights(small.projection(0).connection), (std::vector<float>{4, -1, 0, -7}));

  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].projection, "d");
  EXPECT_EQ(reports[0].bits, 4U);
  EXPECT_EQ(reports[0].scale_min, 1.0);
  EXPECT_EQ(reports[0].scale_max, 1.0);
  EXPECT_EQ(reports[0].max_error, 0.5);
  EXPECT_DOUBLE_EQ(reports[0].rms_error, std::sqrt((0.25 + 0.0625) / 4));
  EXPECT_DOUBLE_EQ(reports[0].signal_to_noise_db,
                   10 * std::log10((12.25 + 1 + 0.0625 + 49) / 0.3125));
  EXPECT_EQ(reports[0].weights, 4U);
  EXPECT_EQ(reports[0].zeros_before, 0U);
  EXPECT_EQ(reports[0].zeros_after, 1U);
  EXPECT_EQ(reports[0].clipped, 0U);
}

TEST(Quantize, TiesGoToEven) {
  SmallNetwork small({5, 1, 1});
  small.dense("d", {0.5F, 1.5F, 2.5F, -0.5F, -1.5F});
  quantize(small.network, {{"", {.bits = 8, .scale = 1.0}}});
  EXPECT_EQ(small.projection(0).quantization.levels, (Levels{0, 2, 2, 0, -2}));
}

TEST(Quantize, AGivenScaleClips) {
  SmallNetwork small({4, 1, 1});
  small.dense("d", {0.1F, 0.9F, -5.0F, 1.0F});
  const auto reports = quantize(small.network, {{"d", {.bits = 2, .scale = 1.0}}});
  EXPECT_EQ(small.projection(0).quantization.levels, (Levels{0, 1, -1, 1}));
  EXPECT_EQ(reports[0].clipped, 1U);
  EXPECT_EQ(reports[0].max_error, 4.0);
}

TEST(Quantize, WeightsThatAreLevelsAlreadyStayExactly) {
  for (unsigned bits = 2; bits <= 16; ++bits) {
    const std::int32_t top = (1 << (bits - 1)) - 1;
    SmallNetwork small({5, 1, 1});
    const std::vector<float> levels{static_cast<float>(top), static_cast<float>(-top), 0, 1, -1};
    small.dense("d", levels);
    const auto reports = quantize(small.network, {{"", {.bits = bits}}});
    EXPECT_EQ(small.projection(0).quantization.levels, (Levels{top, -top, 0, 1, -1}));
    EXPECT_EQ(weights(small.projection(0).connection), levels);
    EXPECT_EQ(reports[0].max_error, 0.0);
    EXPECT_TRUE(std::isinf(reports[0].signal_to_noise_db)) << bits;
  }
}

TEST(Quantize, ErrorsStayInsideHalfAScaleUnlessClipped) {
  RandomStream random(3, 9);
  for (int trial = 0; trial < 200; ++trial) {
    const auto bits = static_cast<unsigned>(2 + random.below(15));
    const double size = std::exp2(40 * random.unit() - 20);
    std::vector<float> values(24);
    for (float& value : values) value = static_cast<float>(size * random.normal());
    SmallNetwork small({6, 1, 1});
    small.dense("d", values);
    const bool per_channel = random.below(2) == 0;
    const auto reports =
        quantize(small.network, {{"", {.bits = bits, .channels_a_scale = per_channel ? 1U : 0U}}});
    const Quantization& q = small.projection(0).quantization;
    ASSERT_EQ(q.scale.size(), per_channel ? 6U : 1U);
    double largest = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double scale = q.scale[per_channel ? i / 4 : 0];
      const double error = std::fabs(values[i] - q.levels[i] * scale);
      EXPECT_LE(error, scale / 2 * (1 + 1e-12));
      EXPECT_LE(std::abs(q.levels[i]), max_level(q.format));
      largest = std::max(largest, error);
    }
    EXPECT_EQ(reports[0].max_error, largest);
    EXPECT_EQ(reports[0].clipped, 0U) << "a scale that was found clips nothing";
    EXPECT_LE(reports[0].rms_error, largest);
  }
}

TEST(Quantize, AProjectionOfZerosTakesScaleOne) {
  SmallNetwork small({2, 1, 1});
  small.dense("d", {0.0F, -0.0F, 0.0F, 0.0F});
  const auto reports = quantize(small.network, {{"", {}}});
  EXPECT_EQ(small.projection(0).quantization.scale, std::vector<double>{1.0});
  EXPECT_EQ(small.projection(0).quantization.levels, (Levels{0, 0, 0, 0}));
  EXPECT_EQ(reports[0].scale_min, 1.0);
  EXPECT_EQ(reports[0].zeros_before, 4U);
  EXPECT_TRUE(std::isinf(reports[0].signal_to_noise_db));
}

TEST(Quantize, TheUnitDividesWhatTheMembraneIsComparedWith) {
  NeuronStep step;
  step.threshold = 1.0;
  step.membrane_offset = 0.5;
  step.reset_value = -0.25;
  step.clip_low = PerNeuron(-1.0);
  step.bias = PerNeuron(std::vector<double>{0.125, 2.0});
  step.membrane_decay = 0.9;
  SmallNetwork small({2, 1, 1}, step);
  small.dense("d", {0.875F, 0.125F});
  quantize(small.network, {{"", {.bits = 4}}});
  const Population& out = small.out();
  ASSERT_TRUE(out.unit.uniform());
  EXPECT_EQ(out.unit[0], 0.125);
  EXPECT_EQ(out.step.threshold[0], 8.0);
  EXPECT_EQ(out.step.membrane_offset[0], 4.0);
  EXPECT_EQ(out.step.reset_value[0], -2.0);
  EXPECT_EQ((*out.step.clip_low)[0], -8.0);
  EXPECT_EQ(out.step.bias.values(), (std::vector<double>{1.0, 16.0}));
  EXPECT_EQ(out.step.membrane_decay[0], 0.9) << "decays have no unit";
}

TEST(Quantize, AConvolutionHasOneUnitForTheNeuronsOfAMap) {
  SmallNetwork small({2, 2, 2});
  const ConvGeometry geometry{.in_channels = 1,
                              .in_height = 2,
                              .in_width = 2,
                              .out_channels = 2,
                              .out_height = 2,
                              .out_width = 2,
                              .kernel_height = 1,
                              .kernel_width = 1};
  small.conv("c", geometry, {7.0F, -1.75F});
  quantize(small.network, {{"", {.bits = 4, .channels_a_scale = 1}}});
  EXPECT_EQ(small.projection(0).quantization.scale, (std::vector<double>{1.0, 0.25}));
  EXPECT_EQ(small.projection(0).quantization.levels, (Levels{7, -7}));
  EXPECT_EQ(small.out().unit.values(), (std::vector<double>{1, 1, 1, 1, .25, .25, .25, .25}));
  EXPECT_EQ(small.out().step.threshold.values(), (std::vector<double>{1, 1, 1, 1, 4, 4, 4, 4}));
}

TEST(Quantize, SparseChannelsAreTheListedTargets) {
  SmallNetwork small({3, 1, 1});
  small.sparse("s", {2, 3, {0, 2, 3}, {0, 2, 0}, {7.0F, 3.5F, -14.0F}});
  quantize(small.network, {{"", {.bits = 4, .channels_a_scale = 1}}});
  EXPECT_EQ(small.projection(0).quantization.scale, (std::vector<double>{2.0, 2.0, 0.5}))
      << "a channel without a weight takes the scale of the whole";
  EXPECT_EQ(small.projection(0).quantization.levels, (Levels{4, 7, -7}));
}

TEST(Quantize, ProjectionsShareAScaleUpToAPowerOfTwo) {
  SmallNetwork small({1, 1, 1});
  small.dense("small", {0.7F, -0.1F});
  small.dense("large", {2.0F, 0.3F});
  const auto reports = quantize(small.network, {{"", {.bits = 4}}});
  const Quantization& a = small.projection(0).quantization;
  const Quantization& b = small.projection(1).quantization;
  EXPECT_EQ(a.scale[0], static_cast<double>(0.7F) / 7);
  EXPECT_EQ(a.shift, 0U);
  EXPECT_EQ(b.scale[0], 4 * a.scale[0]) << "2.0 needs 2.86 times the smaller scale";
  EXPECT_EQ(b.shift, 2U);
  EXPECT_EQ(small.out().unit[0], a.scale[0]);
  EXPECT_EQ(b.levels, (Levels{5, 1}));
  EXPECT_EQ(reports[0].projection, "small");
  EXPECT_EQ(reports[1].projection, "large");
}

TEST(Quantize, OptionsByNameComeBeforeTheDefault) {
  SmallNetwork small({1, 1, 1});
  small.dense("a", {1.0F});
  small.dense("b", {1.0F});
  const auto reports =
      quantize(small.network, {{"", {.bits = 8, .scale = 1.0}}, {"b", {.bits = 3, .scale = 0.5}}});
  EXPECT_EQ(reports[0].bits, 8U);
  EXPECT_EQ(reports[1].bits, 3U);
  EXPECT_EQ(small.projection(0).quantization.shift, 1U);
  EXPECT_EQ(small.projection(1).quantization.shift, 0U);
  EXPECT_EQ(small.projection(1).quantization.levels, Levels{2});
}

}  // namespace
}  // namespace engram::workloads
