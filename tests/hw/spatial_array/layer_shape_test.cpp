#include "hw/spatial_array/layer_shape.hpp"

#include <gtest/gtest.h>

namespace engram::hw {
namespace {

TEST(LayerShape, SameAndValidSizes) {
  LayerShape shape{"layer", 2, 3, 4, 7, 8, 3, 3, 1, true};
  EXPECT_EQ(shape.rows(), 7U);
  EXPECT_EQ(shape.columns(), 8U);
  shape.stride = 2;
  EXPECT_EQ(shape.rows(), 4U);
  shape.same = false;
  EXPECT_EQ(shape.rows(), 3U);
  EXPECT_EQ(shape.columns(), 3U);
  EXPECT_EQ(shape.elements(Tensor::outputs), 2U * 4 * 3 * 3);
  EXPECT_EQ(shape.elements(Tensor::inputs), 2U * 3 * 7 * 8);
  EXPECT_EQ(shape.elements(Tensor::weights), 4U * 3 * 9);
  EXPECT_EQ(shape.operations(), 2U * 4 * 9 * 3 * 9);
  shape.kernel_height = 9;
  EXPECT_EQ(shape.rows(), 0U);
}

TEST(LayerShape, TheFirstLayerOfTheStudyHas755MillionOperations) {
  const LayerShape shape{"Conv1", 20, 2, 128, 128, 128, 3, 3, 1, true};
  EXPECT_EQ(shape.operations(), 754974720U);
  EXPECT_EQ(shape.elements(Tensor::outputs), 41943040U);
}

TEST(LayerShape, WindowsAreClippedToTheImage) {
  EXPECT_EQ(window_of({0, 2}, 8, 3, 1, 1), (Range{0, 3}));
  EXPECT_EQ(window_of({6, 8}, 8, 3, 1, 1), (Range{5, 8}));
  EXPECT_EQ(window_of({1, 3}, 8, 3, 2, 0), (Range{2, 7}));
  EXPECT_EQ(window_positions({0, 8}, 8, 3, 1, 1), 22U);
  EXPECT_EQ(window_positions({1, 7}, 8, 3, 1, 1), 18U);
}

}  // namespace
}  // namespace engram::hw
