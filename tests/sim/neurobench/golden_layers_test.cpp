#include <gtest/gtest.h>

#include <numeric>

#include "sim/neurobench/connection_layer.hpp"
#include "workloads/network/geometry.hpp"

/// Operations of layers that the unit tests of NeuroBench's harness state (github.com/NeuroBench/
/// neurobench, tests/test_metrics.py). Biases are left out everywhere.
namespace engram::sim {
namespace {

using workloads::Projection;

Projection linear(std::uint32_t inputs, std::uint32_t outputs, float weight = 0.3F) {
  Projection projection;
  projection.connection =
      workloads::Dense{inputs, outputs, std::vector<float>(std::size_t{inputs} * outputs, weight)};
  return projection;
}

/// An element-wise product of two vectors: one of them is the diagonal of the weights.
Projection elementwise(std::uint32_t size) {
  workloads::Sparse sparse{size, size, {}, {}, std::vector<float>(size, 0.5F)};
  for (std::uint32_t at = 0; at < size; ++at) {
    sparse.row_begin.push_back(at);
    sparse.target.push_back(at);
  }
  sparse.row_begin.push_back(size);
  Projection projection;
  projection.connection = sparse;
  return projection;
}

Projection convolution(std::uint32_t channels, std::uint32_t height, std::uint32_t width,
                       std::uint32_t kernel_height, std::uint32_t kernel_width,
                       std::uint32_t pad = 0) {
  ConvGeometry g;
  g.in_channels = channels;
  g.in_height = height;
  g.in_width = width;
  g.out_channels = 1;
  g.kernel_height = kernel_height;
  g.kernel_width = kernel_width;
  g.pad_y = g.pad_x = pad;
  g.out_height = height + 2 * pad - kernel_height + 1;
  g.out_width = width + 2 * pad - kernel_width + 1;
  Projection projection;
  projection.connection = workloads::Conv2d{
      g, std::vector<float>(std::size_t{channels} * kernel_height * kernel_width, 0.1F)};
  return projection;
}

LayerCall call(const Projection& projection, const std::vector<double>& values) {
  std::vector<LayerInput> inputs;
  for (std::uint32_t at = 0; at < values.size(); ++at) inputs.push_back({at, values[at]});
  return ConnectionLayer(projection).call(inputs);
}

/// The first input of the harness's tests: ten of 5, the rest 1.
std::vector<double> fives_and_ones() {
  std::vector<double> values(20, 1);
  std::fill(values.begin(), values.begin() + 10, 5.0);
  return values;
}

std::vector<double> ones_but_the_first(std::size_t size) {
  std::vector<double> values(size, 1);
  values[0] = 4;
  return values;
}

TEST(NeurobenchLayer, LinearByHand) {
  Projection projection = linear(3, 3);
  workloads::weights(projection.connection) = {1.3F, 0, -3.2F, 0, 1.2F, -5.1F, -1.1F, 2.7F, 0};
  const LayerCall made = call(projection, {0, 1.3, -1});
  EXPECT_EQ(made.effective, 4U);
  EXPECT_FALSE(made.spiking);
  EXPECT_EQ(ConnectionLayer(projection).dense(), 9U);
  EXPECT_EQ(ConnectionLayer(projection).weights(), 9U);
  EXPECT_EQ(ConnectionLayer(projection).zero_weights(), 3U);
}

TEST(NeurobenchLayer, DenseNetworksOfRealValues) {
  const LayerCall first = call(linear(20, 25), fives_and_ones());
  const LayerCall second = call(linear(25, 25), std::vector<double>(25, 0.6));
  EXPECT_EQ(first.effective + second.effective, 1125U);
  EXPECT_FALSE(first.spiking || second.spiking);
  const LayerCall square = call(linear(20, 20), fives_and_ones());
  const LayerCall wider = call(linear(20, 25), std::vector<double>(20, 0.6));
  EXPECT_EQ(square.effective + wider.effective + 2 * second.effective, 2150U);
  EXPECT_FALSE(square.spiking || wider.spiking);
}

TEST(NeurobenchLayer, Convolutions) {
  EXPECT_EQ(call(convolution(1, 3, 3, 3, 3), ones_but_the_first(9)).effective, 9U);
  const LayerCall plane = call(convolution(1, 12, 12, 3, 3), ones_but_the_first(144));
  EXPECT_EQ(plane.effective, 900U);
  EXPECT_FALSE(plane.spiking);
  const LayerCall one_dimension = call(convolution(5, 1, 10, 1, 5), ones_but_the_first(50));
  EXPECT_EQ(one_dimension.effective, 150U);
  EXPECT_FALSE(one_dimension.spiking);
  EXPECT_TRUE(call(convolution(5, 1, 10, 1, 5), std::vector<double>(50, 1)).spiking);
}

TEST(NeurobenchLayer, PaddingIsNeverCounted) {
  // 3 x 3 ones, kernel 3 x 3, padding 1: corners see 4 inputs, edges 6, the middle 9.
  const Projection projection = convolution(1, 3, 3, 3, 3, 1);
  EXPECT_EQ(ConnectionLayer(projection).dense(), 4U * 4 + 4 * 6 + 9);
  EXPECT_EQ(call(projection, std::vector<double>(9, 1)).effective, 49U);
}

TEST(NeurobenchLayer, RecurrentCells) {
  const std::vector<double> input = ones_but_the_first(25), hidden(5, 1);
  const auto gates = [&](std::uint32_t count) {
    return call(linear(25, 5 * count), input).effective +
           call(linear(5, 5 * count), hidden).effective;
  };
  const Count product = call(elementwise(5), hidden).effective;
  EXPECT_EQ(gates(1), 150U) << "RNNCell";
  EXPECT_EQ(gates(4) + 3 * product, 615U) << "LSTMCell: f c, i g, o tanh(c)";
  EXPECT_EQ(gates(3) + 3 * product, 465U) << "GRUCell: r (W h), (1 - z) n, z h";
  EXPECT_FALSE(call(linear(25, 5), input).spiking);
}

TEST(NeurobenchLayer, TernaryInputsAreAccumulates) {
  EXPECT_TRUE(call(linear(3, 2), {-1, 0, 1}).spiking);
  EXPECT_FALSE(call(linear(3, 2), {-1, 0, 2}).spiking);
  EXPECT_TRUE(call(linear(3, 2), {0, 0, 0}).spiking);
  EXPECT_EQ(call(linear(3, 2), {0, 0, 0}).effective, 0U);
  EXPECT_EQ(call(linear(3, 2), {0, 7, 0}).effective, 2U) << "a value of 7 is one product";
}

/// "Dense" of the leaderboard's networks; the recurrent ones there are a timestep's.
TEST(NeurobenchLayer, DenseOfPublishedNetworks) {
  const auto dense = [](const std::vector<std::pair<std::uint32_t, std::uint32_t>>& layers) {
    Count sum = 0;
    for (const auto& [in, out] : layers) sum += ConnectionLayer(linear(in, out)).dense();
    return sum;
  };
  EXPECT_EQ(dense({{96, 50}, {50, 2}}), 4900U) << "primate reaching, SNN";
  EXPECT_EQ(dense({{20, 1024}, {1024, 1024}, {1024, 1024}, {1024, 1024}, {1024, 200}}), 3371008U)
      << "keyword FSCIL, SNN";
}

TEST(NeurobenchLayer, ListedSynapsesAreALinearLayer) {
  const ConnectionLayer layer(elementwise(5));
  EXPECT_EQ(layer.weights(), 25U);
  EXPECT_EQ(layer.zero_weights(), 20U);
  EXPECT_EQ(layer.dense(), 25U);
  EXPECT_EQ(layer.weight_bits(), 25U * 32);
}

TEST(NeurobenchLayer, ZerosAndBitsAreThoseAfterQuantization) {
  Projection projection = linear(2, 2);
  projection.quantization.format = {WeightKind::uniform, 3};
  projection.quantization.levels = {0, 1, 0, -3};
  const ConnectionLayer layer(projection);
  EXPECT_EQ(layer.zero_weights(), 2U);
  EXPECT_EQ(layer.weight_bits(), 4U * 3);
  EXPECT_EQ(call(projection, {1, 1}).effective, 2U);
  EXPECT_EQ(call(projection, {1, 0}).effective, 0U);
}

}  // namespace
}  // namespace engram::sim
