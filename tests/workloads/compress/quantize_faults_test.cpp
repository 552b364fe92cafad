#include <gtest/gtest.h>

#include <limits>

#include "small_network.hpp"
#include "workloads/compress/quantize.hpp"

namespace engram::workloads {
namespace {

std::string fault_of(SmallNetwork& small, const std::map<std::string, QuantizeOptions>& options) {
  const std::vector<float> before = weights(small.projection(0).connection);
  try {
    quantize(small.network, options);
  } catch (const NetworkFault& fault) {
    EXPECT_EQ(weights(small.projection(0).connection), before) << "a refusal changes nothing";
    EXPECT_EQ(small.out().step.threshold[0], 1.0);
    return fault.what();
  }
  return "accepted";
}

SmallNetwork two_projections() {
  SmallNetwork small({1, 1, 1});
  small.dense("a", {1.0F});
  small.dense("b", {2.0F});
  return small;
}

TEST(QuantizeFaults, GivenScalesNeedARatioOfAPowerOfTwo) {
  SmallNetwork small = two_projections();
  EXPECT_EQ(fault_of(small, {{"a", {.scale = 0.1}}, {"b", {.scale = 0.3}}}),
            "population 'out': the scales of projections 'a' and 'b' have the ratio 3 (expected a "
            "power of two: they share one accumulator)");
  EXPECT_EQ(fault_of(small, {{"a", {.scale = 0.1}}, {"b", {.scale = 0.4}}}), "accepted");
}

TEST(QuantizeFaults, ScalesTooFarApartAreRefused) {
  SmallNetwork small({1, 1, 1});
  small.dense("a", {1.0F});
  small.dense("b", {1e-12F});
  EXPECT_EQ(fault_of(small, {{"", {}}}),
            "population 'out': the scale of projection 'a' is 2^40 times the smallest (expected at "
            "most 2^31: they share one accumulator)");
}

TEST(QuantizeFaults, AllFaultsAreNamedAtOnce) {
  SmallNetwork small = two_projections();
  EXPECT_EQ(fault_of(small, {{"a", {.bits = 1}}, {"b", {.bits = 17, .scale = -0.5}}, {"c", {}}}),
            "quantization: the network has no projection 'c'\n"
            "projection 'a': found 1 bits a weight (expected 2 to 16)\n"
            "projection 'b': found 17 bits a weight (expected 2 to 16)\n"
            "projection 'b': found a scale of -0.5 (expected 1e-30 to 1e30)");
}

TEST(QuantizeFaults, FormatsHaveBitsAndCalibrationsOfTheirOwn) {
  SmallNetwork small = two_projections();
  EXPECT_EQ(fault_of(small, {{"a", {.bits = 3, .format = QuantizeFormat::ternary}},
                             {"b", {.bits = 6, .format = QuantizeFormat::power_of_two}}}),
            "projection 'a': found 3 bits a weight (expected 2 for ternary)\n"
            "projection 'b': found 6 bits a weight (expected 2 to 5 for power_of_two)");
  EXPECT_EQ(fault_of(small, {{"a", {.scale = 1.0, .calibration = Calibration::mse}},
                             {"b", {.calibration = Calibration::mean, .entry_bits = 99}}}),
            "projection 'a': found a scale and a calibration that would choose it (expected one)\n"
            "projection 'b': calibration mean is that of ternary (found format uniform)");
  EXPECT_EQ(fault_of(small, {{"", {.calibration = Calibration::percentile, .percentile = 0}}}),
            "projection 'a': found a percentile of 0 (expected above 0, at most 100)\n"
            "projection 'b': found a percentile of 0 (expected above 0, at most 100)");
}

TEST(QuantizeFaults, WeightsMustBeFinite) {
  SmallNetwork small({2, 1, 1});
  small.dense("a", {1.0F, std::numeric_limits<float>::infinity()});
  EXPECT_EQ(fault_of(small, {{"", {}}}), "projection 'a': weight 1 is not a finite number");
}

TEST(QuantizeFaults, APopulationDoesNotMixFloatAndLevels) {
  SmallNetwork small = two_projections();
  EXPECT_EQ(fault_of(small, {{"b", {}}}),
            "population 'out': projection 'a' stays float32 and 'b' is quantized (expected one "
            "kind: they share one accumulator)");
}

TEST(QuantizeFaults, WeightsAreQuantizedOnce) {
  SmallNetwork small = two_projections();
  quantize(small.network, {{"", {}}});
  EXPECT_THROW(quantize(small.network, {{"", {}}}), NetworkFault);
}

}  // namespace
}  // namespace engram::workloads
