#include "memory/weight_format.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "memory/field_width.hpp"

namespace engram {
namespace {

TEST(WeightFormat, EveryLevelSurvivesItsCode) {
  for (unsigned bits = 2; bits <= 16; ++bits) {
    const WeightFormat format{WeightKind::uniform, bits};
    const std::int32_t top = (1 << (bits - 1)) - 1;
    EXPECT_EQ(max_level(format), top);
    for (std::int32_t level = -top; level <= top; ++level) {
      const std::uint32_t code = code_from_level(format, level);
      ASSERT_LT(code, 1U << bits);
      ASSERT_EQ(level_from_code(format, code), level);
      ASSERT_EQ(code == 0, level == 0);
    }
  }
}

TEST(WeightFormat, IsTwosComplement) {
  EXPECT_EQ(code_from_level({WeightKind::uniform, 4}, -1), 0xfu);
  EXPECT_EQ(code_from_level({WeightKind::uniform, 4}, -7), 0x9u);
  EXPECT_EQ(code_from_level({WeightKind::uniform, 16}, -2), 0xfffeu);
  EXPECT_EQ(code_from_level({WeightKind::uniform, 2}, 1), 0x1u);
}

TEST(WeightFormat, PowersOfTwoAreASignAboveAnExponent) {
  const WeightFormat three{WeightKind::power_of_two, 3};
  EXPECT_EQ(max_level(three), 4);
  EXPECT_EQ(code_from_level(three, 0), 0b000U);
  EXPECT_EQ(code_from_level(three, 1), 0b001U);
  EXPECT_EQ(code_from_level(three, 2), 0b010U);
  EXPECT_EQ(code_from_level(three, 4), 0b011U);
  EXPECT_EQ(code_from_level(three, -1), 0b101U);
  EXPECT_EQ(code_from_level(three, -4), 0b111U);
  EXPECT_EQ(level_from_code(three, 0b100), 0) << "is not used, and reads as 0";
  EXPECT_FALSE(is_level(three, 3));
  EXPECT_FALSE(is_level(three, 8));
}

TEST(WeightFormat, EveryPowerOfTwoSurvivesItsCode) {
  for (unsigned bits = 2; bits <= kMostPowerBits; ++bits) {
    const WeightFormat format{WeightKind::power_of_two, bits};
    std::uint32_t codes = 1;  // that of 0
    for (std::int32_t size = 1; size <= max_level(format); size *= 2) {
      for (const std::int32_t level : {size, -size}) {
        ASSERT_TRUE(is_level(format, level));
        const std::uint32_t code = code_from_level(format, level);
        ASSERT_LT(code, 1U << bits);
        ASSERT_NE(code, 0U);
        ASSERT_EQ(level_from_code(format, code), level);
        ++codes;
      }
    }
    EXPECT_EQ(codes, (1U << bits) - 1) << "all but one code have a level";
  }
  EXPECT_EQ(max_level({WeightKind::power_of_two, 5}), 16384);
}

TEST(WeightFormat, FloatsKeepTheirBits) {
  EXPECT_EQ(code_from_float(1.0F), 0x3f800000u);
  EXPECT_EQ(code_from_float(0.0F), 0u);
  for (const float value : {-2.5F, 1e-40F, 3.4e38F}) {
    EXPECT_EQ(float_from_code(code_from_float(value)), value);
  }
  EXPECT_TRUE(std::signbit(float_from_code(code_from_float(-0.0F))));
}

TEST(WeightFormat, HasAName) {
  EXPECT_EQ(to_string(WeightFormat{}), "float32");
  EXPECT_EQ(to_string(WeightFormat{WeightKind::uniform, 4}), "uniform4");
  EXPECT_EQ(to_string(WeightFormat{WeightKind::power_of_two, 4}), "power_of_two4");
}

TEST(FieldWidth, IsTheRoundedUpLogarithmAndAtLeastOne) {
  EXPECT_EQ(lg(0), 1u);
  EXPECT_EQ(lg(1), 1u);
  EXPECT_EQ(lg(2), 1u);
  EXPECT_EQ(lg(3), 2u);
  EXPECT_EQ(lg(4), 2u);
  EXPECT_EQ(lg(5), 3u);
  EXPECT_EQ(lg(256), 8u);
  EXPECT_EQ(lg(257), 9u);
}

}  // namespace
}  // namespace engram
