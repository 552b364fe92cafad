#include <gtest/gtest.h>

#include <cmath>

#include "small_network.hpp"
#include "workloads/compress/quantize.hpp"
#include "workloads/network/random.hpp"

/// quantize() in every format: closed cases by hand, then what must hold for any weights.
namespace engram::workloads {
namespace {

using Levels = std::vector<std::int32_t>;

TEST(QuantizeFormats, TernaryByTheMean) {
  // mean|w| = 0.5 without the zero, threshold 0.35; scale mean(0.4, 0.9, 0.9) = 2.2 / 3.
  SmallNetwork small({6, 1, 1});
  small.dense("d", {0.4F, -0.9F, 0.1F, 0.2F, 0.0F, 0.9F});
  const auto reports = quantize(small.network, {{"", {.format = QuantizeFormat::ternary}}});
  const Quantization& q = small.projection(0).quantization;
  EXPECT_EQ(q.format, (WeightFormat{WeightKind::uniform, 2})) << "no format of its own";
  EXPECT_EQ(q.levels, (Levels{1, -1, 0, 0, 0, 1}));
  EXPECT_NEAR(q.scale[0], 2.2 / 3, 1e-7);
  EXPECT_EQ(reports[0].format, "ternary");
  EXPECT_EQ(reports[0].calibration, "mean");
  EXPECT_EQ(reports[0].bits, 2U);
  EXPECT_EQ(reports[0].zeros_before, 1U);
  EXPECT_EQ(reports[0].zeros_made, 2U);
  EXPECT_EQ(reports[0].zeros_after, 3U);
  EXPECT_EQ(reports[0].stored_bits, 12U);
}

TEST(QuantizeFormats, TernaryByTheMaximumIsUniformOfTwoBits) {
  const std::vector<float> values{0.4F, -0.9F, 0.1F, 0.5F};
  SmallNetwork a({4, 1, 1}), b({4, 1, 1});
  a.dense("d", values);
  b.dense("d", values);
  quantize(a.network, {{"", {.format = QuantizeFormat::ternary, .calibration = Calibration::max}}});
  quantize(b.network, {{"", {.bits = 2}}});
  EXPECT_EQ(a.projection(0).quantization.levels, b.projection(0).quantization.levels);
  EXPECT_EQ(a.projection(0).quantization.levels, (Levels{0, -1, 0, 1}));
}

TEST(QuantizeFormats, PowersOfTwo) {
  // 3 bits: largest level 4, scale 8 / 4 = 2; 3 / 2 = 1.5 goes to 2, 1 / 2 to 0.
  SmallNetwork small({6, 1, 1});
  small.dense("d", {8.0F, 3.0F, -5.0F, 1.0F, -1.25F, -8.0F});
  const auto reports =
      quantize(small.network, {{"", {.bits = 3, .format = QuantizeFormat::power_of_two}}});
  const Quantization& q = small.projection(0).quantization;
  EXPECT_EQ(q.format, (WeightFormat{WeightKind::power_of_two, 3}));
  EXPECT_EQ(q.scale, std::vector<double>{2.0});
  EXPECT_EQ(q.levels, (Levels{4, 2, -2, 0, -1, -4}));
  EXPECT_EQ(weights(small.projection(0).connection), (std::vector<float>{8, 4, -4, 0, -2, -8}));
  EXPECT_EQ(reports[0].max_error, 1.0);
  EXPECT_EQ(reports[0].clipped, 0U);
  EXPECT_EQ(small.out().unit[0], 2.0);
}

TEST(QuantizeFormats, ACodebookHoldsTheValuesThereAre) {
  // 2 bits name three entries; scale 12.7 / 127 = 0.1.
  SmallNetwork small({6, 1, 1});
  small.dense("d", {12.7F, 0.0F, -3.0F, 5.0F, 5.0F, -3.0F});
  const auto reports =
      quantize(small.network, {{"", {.bits = 2, .format = QuantizeFormat::codebook}}});
  const Quantization& q = small.projection(0).quantization;
  EXPECT_EQ(q.format, (WeightFormat{WeightKind::codebook, 2}));
  ASSERT_TRUE(q.codebook);
  EXPECT_EQ(q.codebook->shape.entries, 3U);
  EXPECT_EQ(q.codebook->shape.span, 0U);
  EXPECT_EQ(q.codebook->levels, (Levels{-30, 50, 127}));
  EXPECT_EQ(q.codes, (std::vector<std::uint32_t>{3, 0, 1, 2, 2, 1}));
  EXPECT_EQ(q.levels, (Levels{127, 0, -30, 50, 50, -30}));
  EXPECT_EQ(reports[0].stored_bits, 6 * 2 + 3 * 8U);
  EXPECT_LT(reports[0].max_error, 1e-6);
}

TEST(QuantizeFormats, ACodebookHasATableAChannelOrSlice) {
  SmallNetwork small({3, 1, 1});
  small.dense("d", {127.0F, 1.0F, 254.0F, -254.0F, 64.0F, 127.0F});
  quantize(small.network, {{"",
                            {.bits = 2,
                             .channels_a_scale = 2,
                             .scale = 1.0,
                             .format = QuantizeFormat::codebook,
                             .entry_bits = 9}}});
  const Quantization& q = small.projection(0).quantization;
  EXPECT_EQ(q.codebook->shape.span, 2U) << "two output neurons share a table, the last is alone";
  ASSERT_EQ(q.codebook->levels.size(), 6U);
  EXPECT_EQ(Levels(q.codebook->levels.begin() + 3, q.codebook->levels.end()), (Levels{64, 127, 0}))
      << "a table that is not full ends with zeros";
  const auto ids = small.network.projections();
  const ProjectionId again = ids[0];
  Projection copy = small.network.graph[again];
  copy.name = "again";
  EXPECT_NO_THROW(small.network.connect(boost::source(again, small.network.graph),
                                        boost::target(again, small.network.graph), copy))
      << "codes name the levels";
}

TEST(QuantizeFormats, SlicesShareAScale) {
  SmallNetwork small({3, 1, 1});
  small.dense("d", {7.0F, 3.5F, 14.0F, 1.0F, 3.5F, 0.5F});
  quantize(small.network, {{"", {.bits = 4, .channels_a_scale = 2}}});
  const Quantization& q = small.projection(0).quantization;
  EXPECT_EQ(q.scale, (std::vector<double>{2.0, 0.5}));
  EXPECT_EQ(q.levels, (Levels{4, 2, 7, 0, 7, 1}));
  EXPECT_EQ(small.out().unit.values(), (std::vector<double>{2, 2, 0.5}));
}

std::vector<float> random_weights(RandomStream& random, std::size_t n) {
  const double size = std::exp2(20 * random.unit() - 10);
  std::vector<float> values(n);
  for (float& value : values) {
    value = random.below(8) == 0
                ? 0.0F
                : static_cast<float>(size * random.normal() * std::exp(random.normal()));
  }
  return values;
}

constexpr QuantizeFormat kFormats[] = {QuantizeFormat::uniform, QuantizeFormat::ternary,
                                       QuantizeFormat::power_of_two, QuantizeFormat::codebook};

QuantizeOptions random_options(RandomStream& random) {
  QuantizeOptions options;
  options.format = kFormats[random.below(4)];
  if (options.format != QuantizeFormat::ternary) {
    options.bits = static_cast<unsigned>(2 + random.below(4));
  }
  options.channels_a_scale = static_cast<std::uint32_t>(random.below(4));
  options.calibration = static_cast<Calibration>(random.below(3));
  options.percentile = 90;
  options.entry_bits = static_cast<unsigned>(4 + random.below(9));
  if (random.below(2) == 0) options.rounding = LevelRounding::stochastic;
  return options;
}

TEST(QuantizeFormats, LevelsAreOfTheFormatAndZerosStay) {
  RandomStream random(5, 3);
  for (int trial = 0; trial < 300; ++trial) {
    const std::vector<float> values = random_weights(random, 60);
    const QuantizeOptions options = random_options(random);
    SmallNetwork small({6, 1, 1});
    small.dense("d", values);
    const auto reports = quantize(small.network, {{"", options}});
    const Quantization& q = small.projection(0).quantization;
    std::uint64_t before = 0, after = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::size_t slice =
          options.channels_a_scale == 0 ? 0 : i / 10 / options.channels_a_scale;
      if (has_levels(q.format)) {
        EXPECT_TRUE(is_level(q.format, q.levels[i])) << q.levels[i];
      } else {
        EXPECT_EQ(q.codes[i] == 0, q.levels[i] == 0);
        if (q.codes[i] != 0) {
          EXPECT_EQ(q.levels[i],
                    q.codebook->levels[slice * q.codebook->shape.entries + q.codes[i] - 1]);
        }
      }
      if (values[i] == 0) {
        EXPECT_EQ(q.levels[i], 0);
      }
      EXPECT_EQ(weights(small.projection(0).connection)[i],
                static_cast<float>(q.levels[i] * q.scale[q.scale.size() == 1 ? 0 : slice]));
      before += values[i] == 0;
      after += q.levels[i] == 0;
    }
    EXPECT_EQ(reports[0].zeros_before, before);
    EXPECT_EQ(reports[0].zeros_made, after - before);
  }
}

TEST(QuantizeFormats, ALeastSquaredErrorIsNeverAboveThatOfTheMaximum) {
  RandomStream random(6, 4);
  for (int trial = 0; trial < 100; ++trial) {
    const std::vector<float> values = random_weights(random, 80);
    QuantizeOptions options = random_options(random);
    if (options.format == QuantizeFormat::codebook) options.format = QuantizeFormat::uniform;
    options.rounding = LevelRounding::nearest;
    SmallNetwork max({8, 1, 1}), mse({8, 1, 1});
    max.dense("d", values);
    mse.dense("d", values);
    options.calibration = Calibration::max;
    const auto widest = quantize(max.network, {{"", options}});
    options.calibration = Calibration::mse;
    const auto least = quantize(mse.network, {{"", options}});
    EXPECT_LE(least[0].rms_error, widest[0].rms_error * (1 + 1e-12));
    EXPECT_LE(least[0].scale_max, widest[0].scale_max);
  }
}

TEST(QuantizeFormats, ACodebookBeatsUniformOfAsManyBitsOnHeavyTails) {
  RandomStream random(8, 5);
  for (unsigned bits = 2; bits <= 5; ++bits) {
    const std::vector<float> values = random_weights(random, 2000);
    SmallNetwork uniform({4, 1, 1}), codebook({4, 1, 1});
    uniform.dense("d", values);
    codebook.dense("d", values);
    const auto even = quantize(uniform.network, {{"", {.bits = bits}}});
    const auto free =
        quantize(codebook.network,
                 {{"", {.bits = bits, .format = QuantizeFormat::codebook, .entry_bits = 12}}});
    EXPECT_LT(free[0].rms_error, even[0].rms_error) << bits;
  }
}

TEST(QuantizeFormats, APercentileClipsAsManyAsItSays) {
  std::vector<float> values(100);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i + 1);
  SmallNetwork small({10, 1, 1});
  small.dense("d", values);
  const auto reports = quantize(
      small.network, {{"", {.bits = 8, .calibration = Calibration::percentile, .percentile = 90}}});
  EXPECT_DOUBLE_EQ(reports[0].scale_max, 90.0 / 127);
  EXPECT_EQ(reports[0].clipped, 10U);
  EXPECT_EQ(reports[0].calibration, "percentile");
}

TEST(QuantizeFormats, StochasticRoundingIsKeyedBySeedAndName) {
  const auto levels = [](const char* name, std::uint64_t seed) {
    SmallNetwork small({8, 1, 1});
    std::vector<float> values(400, 0.3F);
    values[0] = 1.0F;
    small.dense(name, values);
    quantize(small.network,
             {{"", {.bits = 2, .rounding = LevelRounding::stochastic, .seed = seed}}});
    return small.projection(0).quantization.levels;
  };
  EXPECT_EQ(levels("a", 1), levels("a", 1));
  EXPECT_NE(levels("a", 1), levels("a", 2));
  EXPECT_NE(levels("a", 1), levels("b", 1));
  double sum = 0;
  for (const std::int32_t level : levels("a", 1)) sum += level;
  EXPECT_NEAR(sum, 1 + 399 * 0.3, 5 * std::sqrt(399 * 0.3 * 0.7));
}

}  // namespace
}  // namespace engram::workloads
