#include "workloads/files/byte_order.hpp"

#include <gtest/gtest.h>

#include <array>

namespace engram::workloads {
namespace {

TEST(ByteOrder, LittleAndBig) {
  const std::array<unsigned char, 8> bytes = {0x01, 0x02, 0x03, 0x84, 0x05, 0x06, 0x07, 0xf8};
  EXPECT_EQ(little16(bytes.data()), 0x0201U);
  EXPECT_EQ(little32(bytes.data()), 0x84030201U);
  EXPECT_EQ(little64(bytes.data()), 0xf807060584030201U);
  EXPECT_EQ(big32(bytes.data() + 4), 0x050607f8U);
}

TEST(HalfToDouble, KnownValues) {
  EXPECT_EQ(half_to_double(0x0000), 0.0);
  EXPECT_TRUE(std::signbit(half_to_double(0x8000)));
  EXPECT_EQ(half_to_double(0x3c00), 1.0);
  EXPECT_EQ(half_to_double(0xc000), -2.0);
  EXPECT_EQ(half_to_double(0x3555), 0.333251953125);
  EXPECT_EQ(half_to_double(0x7bff), 65504.0) << "the largest";
  EXPECT_EQ(half_to_double(0x0001), std::ldexp(1.0, -24)) << "the smallest";
  EXPECT_EQ(half_to_double(0x0400), std::ldexp(1.0, -14)) << "the smallest normal";
  EXPECT_TRUE(std::isinf(half_to_double(0x7c00)));
  EXPECT_TRUE(std::isnan(half_to_double(0x7e00)));
}

/// Of neighbouring codes of positive numbers the larger is the larger number.
TEST(HalfToDouble, IsMonotone) {
  for (unsigned code = 1; code <= 0x7c00; ++code) {
    ASSERT_GT(half_to_double(static_cast<std::uint16_t>(code)),
              half_to_double(static_cast<std::uint16_t>(code - 1)));
  }
}

}  // namespace
}  // namespace engram::workloads
