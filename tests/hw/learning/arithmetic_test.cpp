#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "hw/learning/learning_arithmetic.hpp"
#include "hw/learning/surrogate.hpp"
#include "hw/learning/synaptic_rule.hpp"

namespace engram::hw {
namespace {

TEST(LearningArithmetic, RoundsHalvesAwayFromZero) {
  EXPECT_EQ(round_shift(5, 0), 5);
  EXPECT_EQ(round_shift(5, 1), 3);
  EXPECT_EQ(round_shift(-5, 1), -3);
  EXPECT_EQ(round_shift(7, 4), 0);
  EXPECT_EQ(round_shift(8, 4), 1);
  EXPECT_EQ(round_shift(-8, 4), -1);
  EXPECT_EQ(round_shift(-7, 4), 0);
}

TEST(LearningArithmetic, ClampsToTheSameMagnitudeBothWays) {
  EXPECT_EQ(clamp_symmetric(200, 8), 127);
  EXPECT_EQ(clamp_symmetric(-200, 8), -127);
  EXPECT_EQ(clamp_symmetric(-127, 8), -127);
  EXPECT_EQ(clamp_symmetric(1, 2), 1);
}

TEST(LearningArithmetic, SumsThatCouldWrapAreErrors) {
  constexpr std::int64_t limit = std::int64_t{1} << 62;
  EXPECT_EQ(add_checked(limit - 2, 1), limit - 1);
  EXPECT_THROW(add_checked(limit - 1, 1), std::overflow_error);
  EXPECT_THROW(add_checked(1 - limit, -1), std::overflow_error);
}

// First outputs of SplitMix64 seeded with 0 and with 1234567, as its authors publish them.
TEST(LearningArithmetic, MixIsSplitMix64) {
  EXPECT_EQ(mix(0), 0xE220A8397B1DCDAFU);
  EXPECT_EQ(mix(1234567), 6457827717110365317U);
}

TEST(LearningArithmetic, RandomStepsAreNeighboursAndRightOnAverage) {
  LearningSpec spec;
  spec.rounding = StepRounding::stochastic;
  spec.rate_shift = 4;
  const StepRounder rounder(spec);
  std::int64_t sum = 0;
  for (std::uint64_t key = 0; key < 4096; ++key) {
    const std::int64_t step = rounder.step(-21, 2, key, 7);  // -1.3125 levels
    EXPECT_TRUE(step == -2 || step == -1);
    EXPECT_EQ(rounder.step(-32, 2, key, 7), -2);
    EXPECT_EQ(rounder.step(0, 2, key, 7), 0);
    sum += step;
  }
  EXPECT_NEAR(static_cast<double>(sum) / 4096, -1.3125, 0.03);
  EXPECT_EQ(rounder.step(-21, 2, 5, 7), rounder.step(-21, 2, 5, 7));
}

TEST(LearningArithmetic, SurrogatesAtTheirEdges) {
  LearningSpec spec;
  spec.surrogate_width = 0.5;
  spec.surrogate_bits = 8;
  const SurrogateDerivative boxcar(spec);
  EXPECT_EQ(boxcar.at(5, 10), 256);
  EXPECT_EQ(boxcar.at(-5, -10), 256);
  EXPECT_EQ(boxcar.at(std::nextafter(5.0, 6.0), 10), 0);
  EXPECT_EQ(boxcar.at(std::numeric_limits<double>::quiet_NaN(), 10), 0);
  spec.surrogate = Surrogate::triangle;
  const SurrogateDerivative triangle(spec);
  EXPECT_EQ(triangle.at(0, 10), 256);
  EXPECT_EQ(triangle.at(-2, 10), 153);  // 256 x 0.6, rounded down
  EXPECT_EQ(triangle.at(5, 10), 0);
  EXPECT_EQ(triangle.at(50, 10), 0);
}

TEST(LearningRules, TracesDecayAndSaturate) {
  LearningSpec spec;
  spec.trace_bits = 8;
  spec.trace_gain = 100;
  spec.trace_decay = 2048;
  const auto three = three_factor_rule(spec);
  EXPECT_EQ(three->presynaptic(0, 2), 200u);
  EXPECT_EQ(three->presynaptic(200, 0), 100u);
  EXPECT_EQ(three->presynaptic(201, 1), 200u);
  EXPECT_EQ(three->presynaptic(200, 2), 255u);
  const auto back = backprop_rule(spec);
  EXPECT_EQ(back->presynaptic(200, 1), 100u);
  EXPECT_EQ(back->presynaptic(200, std::uint64_t{1} << 60), 255u);
}

}  // namespace
}  // namespace engram::hw
