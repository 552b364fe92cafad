#include <gtest/gtest.h>

#include "small_network.hpp"
#include "workloads/compress/quantize.hpp"

/// Quantizations from elsewhere get the units that quantize() would give.
namespace engram::workloads {
namespace {

std::string adoption_fault(SmallNetwork& small, const std::map<std::size_t, Quantization>& found) {
  try {
    adopt_scales(small.network, found);
  } catch (const NetworkFault& fault) {
    EXPECT_EQ(small.out().step.threshold[0], 1.0) << "a refusal changes nothing";
    return fault.what();
  }
  return "accepted";
}

TEST(AdoptScales, IsWhatQuantizeDoes) {
  for (const std::uint32_t slice : {0U, 1U}) {
    const std::vector<float> a{0.7F, -0.3F, 0.2F, 0.6F, 0.1F, -0.65F};
    const std::vector<float> b{1.2F, 0.1F, -1.3F, 0.9F, 0.4F, 1.1F};
    SmallNetwork first({3, 1, 1}), second({3, 1, 1});
    for (SmallNetwork* small : {&first, &second}) {
      small->dense("a", a);
      small->dense("b", b);
    }
    quantize(first.network, {{"", {.bits = 5, .channels_a_scale = slice}}});
    std::map<std::size_t, Quantization> found;
    for (std::size_t k = 0; k < 2; ++k) {
      found[k] = first.projection(k).quantization;
      found[k].shift = 99;  // is worked out, not read
    }
    adopt_scales(second.network, found);
    for (std::size_t k = 0; k < 2; ++k) {
      EXPECT_EQ(second.projection(k).quantization.shift, first.projection(k).quantization.shift);
      EXPECT_EQ(weights(second.projection(k).connection), weights(first.projection(k).connection));
    }
    for (std::size_t n = 0; n < 3; ++n) {
      EXPECT_EQ(second.out().unit[n], first.out().unit[n]);
      EXPECT_EQ(second.out().step.threshold[n], first.out().step.threshold[n]);
    }
  }
}

TEST(AdoptScales, RefusesWhatOneAccumulatorCannotServe) {
  SmallNetwork small({2, 1, 1});
  small.dense("a", {1, 1, 1, 1});
  small.dense("b", {1, 1, 1, 1});
  const WeightFormat format{WeightKind::uniform, 4};
  const Quantization one{format, {1, 2, 3, 4}, {0.5}, 0};
  const std::string kShared =
      "population 'out': the scales of projection 'b' are not the others' times one power of two "
      "of 1 to 2^31 (expected that: they share one accumulator)";
  EXPECT_EQ(adoption_fault(small, {{0, one}, {1, {format, {1, 2, 3, 4}, {0.75}, 0}}}), kShared);
  EXPECT_EQ(adoption_fault(small, {{0, one}, {1, {format, {1, 2, 3, 4}, {1.0, 2.0}, 0}}}), kShared);
  EXPECT_EQ(adoption_fault(small, {{0, one}}),
            "population 'out': projection 'b' stays float32 beside levels (expected one kind: they "
            "share one accumulator)");
  EXPECT_EQ(adoption_fault(small, {{0, one}, {1, {format, {1, 2, 8}, {1.0, 1.0, 1.0}, 0}}}),
            "projection 'b': found 3 levels for 4 weights\n"
            "projection 'b': level 8 is none of uniform4\n"
            "projection 'b': found 3 scales (expected one, or one a channel, of 1e-30 to 1e30)");
  EXPECT_EQ(adoption_fault(small, {{0, one}, {1, {format, {1, 2, 3, 4}, {2.0}, 0}}}), "accepted");
  EXPECT_EQ(small.projection(1).quantization.shift, 2U);
  EXPECT_EQ(small.out().step.threshold[0], 2.0);
}

}  // namespace
}  // namespace engram::workloads
