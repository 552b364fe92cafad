#include "workloads/compress/shared_scales.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "workloads/network/random.hpp"

namespace engram::workloads {
namespace {

SharedScales chosen(const std::vector<ScaleDemand>& demands, std::uint64_t neurons) {
  std::vector<std::string> faults;
  const auto shared = choose_scales(demands, neurons, "p", faults);
  EXPECT_TRUE(faults.empty());
  return shared.value();
}

using Scales = std::vector<double>;

TEST(SharedScales, FoundScalesBecomeMultiplesOfAGivenOne) {
  const SharedScales shared = chosen({{"found small", {}, false, 2, {0.3}},
                                      {"given", 1.0, false, 2, {5.0}},
                                      {"found large", {}, false, 2, {1.1}}},
                                     2);
  EXPECT_EQ(shared.unit, Scales{0.5});
  EXPECT_EQ(shared.scales[0].scale, Scales{0.5});
  EXPECT_EQ(shared.scales[1].scale, Scales{1.0});
  EXPECT_EQ(shared.scales[2].scale, Scales{2.0});
  EXPECT_EQ(shared.scales[2].shift, 2U);
}

TEST(SharedScales, AProjectionOfZerosTakesTheUnitOfTheOthers) {
  const SharedScales shared =
      chosen({{"zero", {}, false, 2, {0.0}}, {"other", {}, false, 2, {0.3}}}, 2);
  EXPECT_EQ(shared.scales[0].scale, Scales{0.3});
  EXPECT_EQ(shared.scales[0].shift, 0U);
}

TEST(SharedScales, ByChannelEachProjectionHasOneShift) {
  // Whole tensors need 4 and 1: shift 2 for the first. Neuron 0 needs max(4 / 4, 0.5) = 1,
  // neuron 1 max(0.4 / 4, 1) = 1, neuron 2 max(2 / 4, 0) = 0.5, neuron 3 nothing.
  const SharedScales shared = chosen(
      {{"a", {}, true, 1, {4.0, 0.4, 2.0, 0.0}}, {"b", {}, true, 1, {0.5, 1.0, 0.0, 0.0}}}, 4);
  EXPECT_EQ(shared.unit, (Scales{1.0, 1.0, 0.5, 1.0}));
  EXPECT_EQ(shared.scales[0].shift, 2U);
  EXPECT_EQ(shared.scales[0].scale, (Scales{4.0, 4.0, 2.0, 4.0}));
  EXPECT_EQ(shared.scales[1].scale, (Scales{1.0, 1.0, 0.5, 1.0}));
}

TEST(SharedScales, MapsAndNeuronsShareTheUnitOfTheMap) {
  const SharedScales shared =
      chosen({{"conv", {}, true, 2, {1.0, 4.0}}, {"dense", {}, true, 1, {0.5, 2.0, 1.0, 1.0}}}, 4);
  EXPECT_EQ(shared.unit_neurons, 2U);
  EXPECT_EQ(shared.unit, (Scales{2.0, 2.0}));
  EXPECT_EQ(shared.scales[0].shift, 1U);
  EXPECT_EQ(shared.scales[1].scale, (Scales{2.0, 2.0, 2.0, 2.0}));
}

TEST(SharedScales, OneScaleForATensorIsOneUnitForAllNeurons) {
  const SharedScales shared =
      chosen({{"tensor", {}, false, 2, {1.0}}, {"channel", {}, true, 1, {3.0, 1.5}}}, 2);
  EXPECT_EQ(shared.unit, Scales{1.0});
  EXPECT_EQ(shared.scales[1].scale, (Scales{4.0, 4.0}));
}

TEST(SharedScales, EveryScaleIsLargeEnoughAndAMultipleOfItsUnit) {
  RandomStream random(1, 2);
  for (int trial = 0; trial < 500; ++trial) {
    const std::uint64_t neurons = 12;
    std::vector<ScaleDemand> demands;
    for (std::uint64_t k = 0; k < 1 + random.below(4); ++k) {
      const std::uint64_t block = std::vector<std::uint64_t>{1, 2, 3, 4, 6, 12}[random.below(6)];
      ScaleDemand demand{std::to_string(k), {}, block < neurons, block, {}};
      for (std::uint64_t c = 0; c < neurons / block; ++c) {
        demand.smallest.push_back(random.below(4) == 0 ? 0 : std::exp2(8 * random.normal()));
      }
      demands.push_back(demand);
    }
    std::vector<std::string> faults;
    const auto shared = choose_scales(demands, neurons, "p", faults);
    if (!shared) continue;  // further apart than an accumulator allows
    for (std::size_t k = 0; k < demands.size(); ++k) {
      ASSERT_EQ(shared->scales[k].scale.size(), demands[k].smallest.size());
      for (std::size_t c = 0; c < demands[k].smallest.size(); ++c) {
        EXPECT_GE(shared->scales[k].scale[c], demands[k].smallest[c] * (1 - 1e-15));
        for (std::uint64_t n = 0; n < demands[k].channel_neurons; ++n) {
          const std::uint64_t neuron = c * demands[k].channel_neurons + n;
          const double unit = shared->unit[neuron / shared->unit_neurons];
          EXPECT_EQ(shared->scales[k].scale[c],
                    std::ldexp(unit, static_cast<int>(shared->scales[k].shift)));
        }
      }
    }
  }
}

}  // namespace
}  // namespace engram::workloads
