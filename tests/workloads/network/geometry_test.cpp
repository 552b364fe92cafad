#include "workloads/network/geometry.hpp"

#include <gtest/gtest.h>

namespace engram::workloads {
namespace {

TEST(Geometry, ConvolutionsOfTheNMnistNetwork) {
  const ConvGeometry first = conv_geometry({2, 34, 34}, 16, {5, 5, 2, 2, 1, 1, 1, 1}, 1);
  EXPECT_EQ(output_shape(first), (Shape{16, 16, 16}));
  EXPECT_EQ(kernel_size(first), 800U);
  const ConvGeometry second = conv_geometry({16, 16, 16}, 16, {3, 3, 1, 1, 1, 1, 1, 1}, 1);
  EXPECT_EQ(output_shape(second), (Shape{16, 16, 16}));
  EXPECT_EQ(input_shape(second), (Shape{16, 16, 16}));
}

TEST(Geometry, DilationAndStrideRoundDown) {
  // Dilated reach 2 * 3 + 1 = 7 of 12 padded rows: 5 / 4 + 1; reach 9 of 15: 6 / 2 + 1.
  const ConvGeometry g = conv_geometry({4, 10, 11}, 6, {3, 5, 4, 2, 1, 2, 3, 2}, 2);
  EXPECT_EQ(output_shape(g), (Shape{6, 2, 4}));
  EXPECT_EQ(kernel_size(g), 6U * 2 * 3 * 5);
}

TEST(Geometry, SamePutsTheSmallerHalfBefore) {
  const ConvGeometry g = same_conv_geometry({1, 6, 7}, 1, {4, 3, 1, 1, 9, 9, 1, 2}, 1);
  EXPECT_EQ(output_shape(g), (Shape{1, 6, 7}));
  EXPECT_EQ(g.pad_y, 1U);  // 3 in all: 1 before, 2 behind
  EXPECT_EQ(g.pad_x, 2U);  // 4 in all
  EXPECT_THROW(same_conv_geometry({1, 6, 7}, 1, {3, 3, 2, 1, 0, 0, 1, 1}, 1), NetworkFault);
}

TEST(Geometry, PoolingKeepsChannels) {
  EXPECT_EQ(pool_stage({3, 16, 15}, {2, 2, 2, 2, 0, 0}).out, (Shape{3, 8, 7}));
  EXPECT_EQ(pool_stage({3, 5, 5}, {3, 3, 1, 1, 1, 1}).out, (Shape{3, 5, 5}));
}

TEST(Geometry, WhatDoesNotFitIsRefused) {
  EXPECT_THROW(pool_stage({3, 4, 4}, {5, 2, 1, 1, 0, 0}), NetworkFault);
  EXPECT_THROW(pool_stage({3, 4, 4}, {0, 2, 1, 1, 0, 0}), NetworkFault);
  EXPECT_THROW(pool_stage({3, 4, 4}, {2, 2, 0, 1, 0, 0}), NetworkFault);
  EXPECT_THROW(pool_stage({0, 4, 4}, {1, 1, 1, 1, 0, 0}), NetworkFault);
  EXPECT_NO_THROW(pool_stage({3, 4, 4}, {4, 4, 1, 1, 0, 0}));
  EXPECT_THROW(conv_geometry({3, 4, 4}, 2, {1, 1, 1, 1, 0, 0, 1, 1}, 3), NetworkFault);
  EXPECT_THROW(conv_geometry({3, 4, 4}, 2, {1, 1, 1, 1, 0, 0, 1, 1}, 0), NetworkFault);
  EXPECT_THROW(conv_geometry({3, 4, 4}, 0, {1, 1, 1, 1, 0, 0, 1, 1}, 1), NetworkFault);
  EXPECT_THROW(conv_geometry({3, 4, 4}, 2, {3, 1, 1, 1, 0, 0, 2, 1}, 1), NetworkFault);
  // A reach that overflows 32 bits, and padding that makes a map without end.
  EXPECT_THROW(conv_geometry({1, 4, 4}, 1, {1U << 20, 1, 1, 1, 0, 0, 1U << 20, 1}, 1),
               NetworkFault);
  EXPECT_THROW(pool_stage({1, 4, 4}, {1, 1, 1, 1, 1U << 20, 1U << 20}), NetworkFault);
}

}  // namespace
}  // namespace engram::workloads
