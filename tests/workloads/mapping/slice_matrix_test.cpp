#include <gtest/gtest.h>

#include "workloads/mapping/mapping.hpp"

namespace engram::workloads {
namespace {

using Indices = std::vector<std::uint32_t>;

TEST(SliceMatrix, ADenseSliceIsTransposedAndListsNoZeros) {
  Projection projection;
  projection.connection = Dense{3, 3, {9, 9, 9, 1, 0, 2, -0.0F, 3, 4}};
  Indices axon_input;
  const SynapseMatrix matrix = slice_matrix(projection, 1, 2, axon_input);
  EXPECT_EQ(axon_input, (Indices{0, 1, 2}));
  EXPECT_EQ(matrix.rows, 3U);
  EXPECT_EQ(matrix.targets, 2U);
  EXPECT_EQ(matrix.format.kind, WeightKind::float32);
  EXPECT_EQ(matrix.row_begin, (std::vector<std::uint64_t>{0, 1, 2, 4}));
  EXPECT_EQ(matrix.target, (Indices{0, 1, 0, 1}));
  EXPECT_EQ(matrix.code, (Indices{code_from_float(1), code_from_float(3), code_from_float(2),
                                  code_from_float(4)}));
  EXPECT_FALSE(matrix.conv.has_value());
}

TEST(SliceMatrix, ASparseSliceHasARowForEveryInputListed) {
  Projection projection;
  // input 0 -> 0, 2 (weight 0); input 1 -> 0; input 2 -> 1, 2
  projection.connection = Sparse{3, 3, {0, 2, 3, 5}, {0, 2, 0, 1, 2}, {1, 0, 2, 3, 4}};
  Indices axon_input;
  const SynapseMatrix matrix = slice_matrix(projection, 1, 2, axon_input);
  EXPECT_EQ(axon_input, (Indices{0, 2})) << "a listed weight of 0 reaches, but is no synapse";
  EXPECT_EQ(matrix.rows, 2U);
  EXPECT_EQ(matrix.row_begin, (std::vector<std::uint64_t>{0, 0, 2}));
  EXPECT_EQ(matrix.target, (Indices{0, 1}));
  EXPECT_EQ(matrix.code, (Indices{code_from_float(3), code_from_float(4)}));
}

TEST(SliceMatrix, QuantizedWeightsAreStoredAsLevels) {
  Projection projection;
  projection.connection = Dense{2, 2, {0.5F, -1.0F, 0.1F, 1.5F}};
  projection.quantization = {{WeightKind::uniform, 3}, {1, -2, 0, 3}, {0.5}, 0};
  Indices axon_input;
  const SynapseMatrix matrix = slice_matrix(projection, 0, 2, axon_input);
  EXPECT_EQ(matrix.format, (WeightFormat{WeightKind::uniform, 3}));
  EXPECT_EQ(matrix.row_begin, (std::vector<std::uint64_t>{0, 1, 3}));
  EXPECT_EQ(matrix.target, (Indices{0, 0, 1}));
  EXPECT_EQ(matrix.code, (Indices{1, 0b110, 3}));
}

/// Two inputs onto four neurons, one table of two 5-bit entries for each pair of neurons:
///   input 0: 3 -2  .  7      input 1: . 3 4 .
Projection looked_up() {
  Projection projection;
  projection.connection = Dense{2, 4, {3, 0, -2, 3, 0, 4, 7, 0}};
  Quantization& q = projection.quantization;
  q.format = {WeightKind::codebook, 2};
  q.levels = {3, 0, -2, 3, 0, 4, 7, 0};
  q.codes = {1, 0, 2, 1, 0, 1, 2, 0};
  q.codebook = Codebook{{5, 2, 2, 0, false}, {3, -2, 4, 7}, {}};
  return projection;
}

TEST(SliceMatrix, ACodebookKeepsTheTablesOfItsNeurons) {
  Indices axon_input;
  const SynapseMatrix middle = slice_matrix(looked_up(), 1, 2, axon_input);
  EXPECT_EQ(middle.format, (WeightFormat{WeightKind::codebook, 2}));
  EXPECT_EQ(middle.row_begin, (std::vector<std::uint64_t>{0, 1, 3}));
  EXPECT_EQ(middle.target, (Indices{0, 0, 1}));
  EXPECT_EQ(middle.code, (Indices{2, 1, 1}));
  ASSERT_TRUE(middle.codebook);
  EXPECT_EQ(middle.codebook->shape, (CodebookShape{5, 2, 2, 1, false}));
  EXPECT_EQ(middle.codebook->levels, (std::vector<std::int32_t>{3, -2, 4, 7}));
  const SynapseMatrix last = slice_matrix(looked_up(), 2, 2, axon_input);
  EXPECT_EQ(last.codebook->shape.first, 0U);
  EXPECT_EQ(last.codebook->levels, (std::vector<std::int32_t>{4, 7}));
}

TEST(SliceMatrix, AxonTypesAreThoseOfTheRows) {
  Projection projection;
  projection.connection = Sparse{3, 2, {0, 1, 2, 3}, {0, 1, 1}, {5, -6, -7}};
  Quantization& q = projection.quantization;
  q.format = {WeightKind::codebook, 1};
  q.levels = {5, -6, -7};
  q.codes = {1, 1, 1};
  q.codebook = Codebook{{4, 2, 1, 0, true}, {5, 1, -7, -6}, {0, 1, 0}};
  Indices axon_input;
  const SynapseMatrix matrix = slice_matrix(projection, 1, 1, axon_input);
  EXPECT_EQ(axon_input, (Indices{1, 2}));
  EXPECT_EQ(matrix.codebook->levels, (std::vector<std::int32_t>{-7, -6}));
  EXPECT_EQ(matrix.codebook->axon_type, (Indices{1, 0}));
}

TEST(SliceMatrix, AConvolutionCarriesItsSlice) {
  const ConvGeometry g{1, 1, 4, 1, 1, 3, 1, 2};
  Projection projection;
  projection.connection = Conv2d{g, {5.0F, -0.0F}};
  Indices axon_input;
  const SynapseMatrix matrix = slice_matrix(projection, 1, 2, axon_input);
  EXPECT_EQ(axon_input, (Indices{1, 2, 3})) << "taps of weight 0 reach";
  EXPECT_EQ(matrix.rows, 3U);
  EXPECT_EQ(matrix.targets, 2U);
  EXPECT_EQ(matrix.row_begin, (std::vector<std::uint64_t>{0, 1, 2, 2}));
  EXPECT_EQ(matrix.target, (Indices{0, 1}));
  ASSERT_TRUE(matrix.conv.has_value());
  EXPECT_EQ(matrix.conv->geometry, g);
  EXPECT_EQ(matrix.conv->first_output, 1U);
  EXPECT_EQ(matrix.conv->axon_input, axon_input);
  EXPECT_EQ(matrix.conv->kernel, (Indices{code_from_float(5), 0}));
}

TEST(SliceMatrices, WhatIsAskedForAgainIsKept) {
  Projection projection;
  projection.connection = Dense{3, 3, {9, 9, 9, 1, 0, 2, -0.0F, 3, 4}};
  Indices axon_input;
  const SynapseMatrix matrix = slice_matrix(projection, 1, 2, axon_input);
  SliceMatrices matrices;
  const auto first = matrices.slice(0, projection, 1, 2);
  const auto second = matrices.slice(0, projection, 1, 2);
  EXPECT_NE(first, second) << "most are asked for once";
  EXPECT_EQ(second, matrices.slice(0, projection, 1, 2));
  for (const auto& slice : {first, second}) {
    EXPECT_EQ(slice->axon_input, axon_input);
    EXPECT_EQ(slice->matrix.row_begin, matrix.row_begin);
    EXPECT_EQ(slice->matrix.target, matrix.target);
    EXPECT_EQ(slice->matrix.code, matrix.code);
  }
  EXPECT_EQ(matrices.slice(0, projection, 0, 2)->matrix.synapses(), 5U);
  EXPECT_EQ(matrices.slice(0, projection, 1, 1)->matrix.synapses(), 2U);
  projection.connection = Dense{3, 3, std::vector<float>(9, 1)};
  EXPECT_EQ(matrices.slice(1, projection, 1, 2)->matrix.synapses(), 6U) << "another projection";
  SliceMatrices again(true);
  EXPECT_EQ(again.slice(0, projection, 1, 2), again.slice(0, projection, 1, 2));
}

}  // namespace
}  // namespace engram::workloads
