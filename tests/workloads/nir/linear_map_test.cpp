#include "workloads/nir/linear_map.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "workloads/network/geometry.hpp"
#include "workloads/network/random.hpp"

namespace engram::workloads {
namespace {

using Matrix = std::vector<std::vector<double>>;  // [output][input]

/// Column by column, from unit vectors.
Matrix matrix_of(const LinearMap& map) {
  Matrix matrix(outputs(map), std::vector<double>(inputs(map)));
  for (std::size_t input = 0; input < inputs(map); ++input) {
    std::vector<double> unit(inputs(map), 0.0);
    unit[input] = 1.0;
    const std::vector<double> column = applied(map, unit);
    for (std::size_t output = 0; output < column.size(); ++output) {
      matrix[output][input] = column[output];
    }
  }
  return matrix;
}

Matrix product(const Matrix& second, const Matrix& first) {
  Matrix result(second.size(), std::vector<double>(first[0].size(), 0.0));
  for (std::size_t out = 0; out < second.size(); ++out) {
    for (std::size_t in = 0; in < first[0].size(); ++in) {
      for (std::size_t between = 0; between < first.size(); ++between) {
        result[out][in] += second[out][between] * first[between][in];
      }
    }
  }
  return result;
}

/// Random maps with weights that are small whole numbers, so that sums are exact.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : stream_(seed, hash_name("linear maps")) {}

  std::uint32_t from(std::uint32_t low, std::uint32_t high) {
    return low + static_cast<std::uint32_t>(stream_.below(high - low + 1));
  }
  std::vector<double> numbers(std::uint64_t count) {
    std::vector<double> values(count);
    for (double& value : values) value = static_cast<double>(stream_.below(7)) - 3.0;
    return values;
  }
  LinearMap convolution(const Shape& in) {
    ConvWindow window;
    window.pad_y = from(0, 1);
    window.pad_x = from(0, 1);
    window.kernel_y = from(1, std::min(3U, in.height));
    window.kernel_x = from(1, std::min(3U, in.width));
    window.stride_y = from(1, 2);
    window.stride_x = from(1, 2);
    const std::uint32_t groups = in.channels % 2 == 0 ? from(1, 2) : 1;
    const ConvGeometry g = conv_geometry(in, 2 * from(1, 2), window, groups);
    return {g, numbers(kernel_size(g))};
  }
  LinearMap pool(const Shape& in) {
    Pool pool;
    pool.kernel_y = from(1, std::min(2U, in.height));
    pool.kernel_x = from(1, std::min(2U, in.width));
    pool.stride_y = from(1, 2);
    pool.stride_x = from(1, 2);
    pool.pad_x = from(0, pool.kernel_x / 2);
    return pooling(pool_stage(in, pool));
  }
  LinearMap any(const Shape& in) {
    switch (from(0, 4)) {
      case 0:
        return convolution(in);
      case 1:
        return pool(in);
      case 2: {
        const std::uint32_t outs = from(1, 5);
        return {MatrixForm{static_cast<std::uint32_t>(in.size()), outs}, numbers(in.size() * outs)};
      }
      case 3:
        return diagonal(numbers(in.size()));
      default: {
        std::vector<bool> chosen(in.size());
        for (std::size_t at = 0; at < chosen.size(); ++at) chosen[at] = stream_.below(2) == 0;
        return diagonal(numbers(in.size()), chosen);
      }
    }
  }

 private:
  RandomStream stream_;
};

Shape shape_behind(const LinearMap& map, const Shape& in) {
  if (const auto* conv = std::get_if<ConvGeometry>(&map.form)) return output_shape(*conv);
  if (std::holds_alternative<RowsForm>(map.form)) return in;
  return {static_cast<std::uint32_t>(outputs(map)), 1, 1};
}

TEST(LinearMaps, ComposedAreTheProductOfTheirMatrices) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Draw draw(seed);
    const Shape in{draw.from(1, 2), draw.from(1, 5), draw.from(1, 5)};
    const LinearMap first = draw.any(in);
    const LinearMap second = draw.any(shape_behind(first, in));
    RC_ASSERT(matrix_of(composed(first, second)) == product(matrix_of(second), matrix_of(first)));
  }));
}

TEST(LinearMaps, ConvolutionsThatStayInsideStayConvolutions) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Draw draw(seed);
    const Shape in{2, draw.from(4, 6), draw.from(4, 6)};
    const LinearMap first = draw.convolution(in);
    const Shape between = output_shape(std::get<ConvGeometry>(first.form));
    const LinearMap second = pooling(pool_stage(between, {1, 1, 2, draw.from(1, 2), 0, 0}));
    const LinearMap joint = composed(first, second);
    RC_ASSERT(std::holds_alternative<ConvGeometry>(joint.form));
    RC_ASSERT(matrix_of(joint) == product(matrix_of(second), matrix_of(first)));
  }));
}

TEST(LinearMaps, FactorsOfChannelsKeepAConvolution) {
  const ConvGeometry g = conv_geometry({2, 2, 2}, 4, {1, 2, 1, 1, 0, 0, 1, 1}, 2);
  const LinearMap conv{g, {1, 2, 3, 4, 5, 6, 7, 8}};
  const LinearMap outs = diagonal({2, 2, 3, 3, 5, 5, 7, 7});
  const LinearMap ins = diagonal({2, 2, 2, 2, 3, 3, 3, 3});
  const LinearMap after = composed(conv, outs), before = composed(ins, conv);
  EXPECT_TRUE(std::holds_alternative<ConvGeometry>(after.form));
  EXPECT_EQ(after.weights, (std::vector<double>{2, 4, 9, 12, 25, 30, 49, 56}));
  EXPECT_TRUE(std::holds_alternative<ConvGeometry>(before.form));
  EXPECT_EQ(before.weights, (std::vector<double>{2, 4, 6, 8, 15, 18, 21, 24}));
  const LinearMap uneven = diagonal({1, 2, 2, 2, 3, 3, 3, 3});
  EXPECT_TRUE(std::holds_alternative<RowsForm>(composed(uneven, conv).form));
  EXPECT_EQ(matrix_of(composed(uneven, conv)), product(matrix_of(conv), matrix_of(uneven)));
}

TEST(LinearMaps, AreRoundedToFloat32Once) {
  // 1/3 (1/3 + 1/3) in double, then rounded: not the product of roundings.
  const double third = 1.0 / 3.0;
  const LinearMap first{MatrixForm{1, 2}, {third, third}};
  const LinearMap second{MatrixForm{2, 1}, {third, third}};
  const Connection joint = connection_of(composed(first, second));
  EXPECT_EQ(weights(joint), std::vector<float>{static_cast<float>(third * third + third * third)});
  const LinearMap large{MatrixForm{1, 1}, {1e39}};
  EXPECT_THROW(connection_of(large), NetworkFault);
}

}  // namespace
}  // namespace engram::workloads
