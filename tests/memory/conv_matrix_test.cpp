#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>

#include "memory/synapse_matrix.hpp"
#include "random_matrix.hpp"

namespace engram {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;  // row, target

std::map<Pair, std::uint32_t> synapses(const SynapseMatrix& matrix) {
  std::map<Pair, std::uint32_t> all;
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
      const bool fresh = all.emplace(Pair{row, matrix.target[k]}, matrix.code[k]).second;
      EXPECT_TRUE(fresh) << "row " << row << " lists target " << matrix.target[k] << " twice";
    }
  }
  return all;
}

/// Weight between two neurons, from their distance: the other way round than conv_matrix.
std::uint32_t weight(const ConvSlice& slice, std::int64_t input, std::int64_t output) {
  const ConvGeometry& g = slice.geometry;
  const std::int64_t ic = input / (g.in_height * g.in_width);
  const std::int64_t oc = output / (g.out_height * g.out_width);
  const std::int64_t per_group = g.in_channels / g.groups;
  if (ic / per_group != oc / (g.out_channels / g.groups)) return 0;
  const std::int64_t dy =
      input / g.in_width % g.in_height + g.pad_y - output / g.out_width % g.out_height * g.stride_y;
  const std::int64_t dx = input % g.in_width + g.pad_x - output % g.out_width * g.stride_x;
  if (dy < 0 || dx < 0 || dy % g.dilation_y != 0 || dx % g.dilation_x != 0) return 0;
  const std::int64_t ky = dy / g.dilation_y;
  const std::int64_t kx = dx / g.dilation_x;
  if (ky >= g.kernel_height || kx >= g.kernel_width) return 0;
  return slice.kernel[static_cast<std::size_t>(
      ((oc * per_group + ic % per_group) * g.kernel_height + ky) * g.kernel_width + kx)];
}

TEST(ConvMatrix, HoldsTheWeightOfEveryPair) {
  EXPECT_TRUE(rc::check([] {
    const SynapseMatrix matrix = random_matrix::draw_convolution();
    RC_LOG() << random_matrix::describe(matrix) << std::endl;
    std::map<Pair, std::uint32_t> expected;
    for (std::uint32_t row = 0; row < matrix.rows; ++row) {
      for (std::uint32_t target = 0; target < matrix.targets; ++target) {
        const std::uint32_t code =
            weight(*matrix.conv, matrix.conv->axon_input[row], matrix.conv->first_output + target);
        if (code != 0) expected.emplace(Pair{row, target}, code);
      }
    }
    RC_ASSERT(synapses(matrix) == expected);
    RC_ASSERT(matrix.row_begin.size() == matrix.rows + std::size_t{1});
  }));
}

TEST(ConvMatrix, OfASmallConvolution) {
  // One row of three pixels, kernel {5, 6}, one pixel of padding before and after.
  ConvSlice slice;
  ConvGeometry& g = slice.geometry;
  g.in_channels = g.in_height = g.out_channels = g.out_height = g.kernel_height = 1;
  g.in_width = 3;
  g.kernel_width = 2;
  g.pad_x = 1;
  g.out_width = 4;
  slice.axon_input = {0, 1, 2};
  slice.kernel = {5, 6};
  const SynapseMatrix matrix = conv_matrix(slice, {WeightKind::uniform, 4}, 4);
  EXPECT_EQ(matrix.row_begin, (std::vector<std::uint64_t>{0, 2, 4, 6}));
  EXPECT_EQ(matrix.target, (std::vector<std::uint32_t>{0, 1, 1, 2, 2, 3}));
  EXPECT_EQ(matrix.code, (std::vector<std::uint32_t>{6, 5, 6, 5, 6, 5}));
}

TEST(DenseMatrix, LeavesZerosOut) {
  const SynapseMatrix matrix = dense_matrix(3, 2, {WeightKind::uniform, 4}, {0, 7, 0, 0, 8, 9});
  EXPECT_EQ(matrix.rows, 3u);
  EXPECT_EQ(matrix.targets, 2u);
  EXPECT_EQ(matrix.row_begin, (std::vector<std::uint64_t>{0, 1, 1, 3}));
  EXPECT_EQ(matrix.target, (std::vector<std::uint32_t>{1, 0, 1}));
  EXPECT_EQ(matrix.code, (std::vector<std::uint32_t>{7, 8, 9}));
  EXPECT_EQ(matrix.synapses(), 3u);
  EXPECT_FALSE(matrix.conv);
}

}  // namespace
}  // namespace engram
