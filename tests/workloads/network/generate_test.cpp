#include "workloads/network/generate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "workloads/network/draw_weights.hpp"

namespace engram::workloads {
namespace {

using Kind = ProjectionDescription::Kind;
using Draw = WeightDescription::Kind;

PopulationDescription described(const std::string& name, const Shape& shape,
                                NeuronModel model = NeuronModel::if_) {
  PopulationDescription p;
  p.name = name;
  p.shape = shape;
  p.step.model = model;
  return p;
}

ProjectionDescription projection(const std::string& name, Kind kind, const WeightDescription& w) {
  ProjectionDescription p;
  p.name = name;
  p.source = "in";
  p.target = "out";
  p.kind = kind;
  p.weights = w;
  return p;
}

NetworkDescription describe(const Shape& in, const Shape& out,
                            std::vector<ProjectionDescription> projections) {
  return {{described("in", in, NeuronModel::input), described("out", out)}, std::move(projections)};
}

const Projection& built(const Network& network, std::size_t index = 0) {
  return network.graph[network.projections()[index]];
}

const std::vector<float>& drawn(const Network& network, std::size_t index = 0) {
  return weights(built(network, index).connection);
}

WeightDescription uniform(double density) {
  return {Draw::uniform, {}, -1.0, 1.0, density};
}

TEST(Generate, WeightsLeftToTheirSourceAreTheSamePartByPart) {
  for (const double density : {0.0, 0.0001, 0.4, 1.0}) {
    const NetworkDescription two = describe({400, 1, 1}, {330, 1, 1},
                                            {projection("large", Kind::dense, uniform(density)),
                                             projection("some", Kind::sparse, uniform(density))});
    Network left = generate(two, 5, 400 * 330);
    EXPECT_TRUE(drawn(left).empty());
    EXPECT_EQ(weight_count(built(left)), 400U * 330);
    const Network whole = generate(two, 5);
    EXPECT_EQ(drawn(left, 1), drawn(whole, 1)) << "listed weights are there";
    for (int again = 0; again < 2; ++again) {
      std::vector<float> parts;
      std::size_t largest = 0;
      visit_weights(built(left), [&](std::span<const float> part) {
        parts.insert(parts.end(), part.begin(), part.end());
        largest = std::max(largest, part.size());
      });
      EXPECT_EQ(parts, drawn(whole)) << density;
      EXPECT_EQ(largest, kWeightPart);
    }
    fetch_weights(left);
    EXPECT_EQ(drawn(left), drawn(whole));
    EXPECT_FALSE(drawn(generate(two, 5, 400 * 330 + 1)).empty()) << "too few to be left";
  }
}

TEST(Generate, TheNumberOfNonZerosIsExact) {
  for (const double density : {0.0, 0.1, 0.333, 0.5, 0.999, 1.0}) {
    const auto expected = static_cast<std::uint64_t>(std::llround(density * 70 * 40));
    for (const Kind kind : {Kind::dense, Kind::sparse}) {
      const Network network =
          generate(describe({70, 1, 1}, {40, 1, 1}, {projection("p", kind, uniform(density))}), 3);
      EXPECT_EQ(synapse_count(built(network)), expected) << density;
      EXPECT_EQ(drawn(network).size(), kind == Kind::dense ? 2800 : expected);
    }
  }
}

TEST(Generate, ConvolutionsThinTheirKernel) {
  ProjectionDescription p = projection("conv", Kind::conv2d, uniform(0.25));
  p.kernel_y = p.kernel_x = 3;
  p.pad_y = p.pad_x = 1;
  const Network network = generate(describe({4, 6, 6}, {8, 6, 6}, {p}), 1);
  EXPECT_EQ(drawn(network).size(), 288U);
  EXPECT_EQ(std::count(drawn(network).begin(), drawn(network).end(), 0.0F), 216);
}

TEST(Generate, TheSameSeedDrawsTheSame) {
  const auto description =
      describe({30, 1, 1}, {20, 1, 1}, {projection("p", Kind::sparse, uniform(0.3))});
  const auto sparse = [&](std::uint64_t seed) {
    return std::get<Sparse>(built(generate(description, seed)).connection);
  };
  EXPECT_EQ(sparse(5).target, sparse(5).target);
  EXPECT_EQ(sparse(5).weights, sparse(5).weights);
  EXPECT_NE(sparse(5).target, sparse(6).target);
  EXPECT_NE(sparse(5).weights, sparse(6).weights);
}

TEST(Generate, AnotherProjectionChangesNoDraw) {
  const ProjectionDescription p = projection("p", Kind::dense, uniform(0.3));
  const ProjectionDescription q = projection("q", Kind::dense, uniform(0.3));
  const Network alone = generate(describe({30, 1, 1}, {20, 1, 1}, {p}), 5);
  const Network after = generate(describe({30, 1, 1}, {20, 1, 1}, {q, p}), 5);
  EXPECT_EQ(drawn(alone), drawn(after, 1));
  EXPECT_NE(drawn(alone), drawn(after, 0));
}

TEST(Generate, GivenValuesAreKept) {
  const std::vector<float> values{1, 0, -2, 3, 0, 0.5F};
  const WeightDescription given{Draw::values, values, 0, 0, 1};
  const Network dense =
      generate(describe({2, 1, 1}, {3, 1, 1}, {projection("p", Kind::dense, given)}), 0);
  EXPECT_EQ(drawn(dense), values);
  const Network sparse =
      generate(describe({2, 1, 1}, {3, 1, 1}, {projection("p", Kind::sparse, given)}), 0);
  const auto& listed = std::get<Sparse>(built(sparse).connection);
  EXPECT_EQ(listed.row_begin, (std::vector<std::uint64_t>{0, 2, 4}));
  EXPECT_EQ(listed.target, (std::vector<std::uint32_t>{0, 1, 1, 2}));
  EXPECT_EQ(listed.weights, (std::vector<float>{1, -2, 3, 0.5F}));
}

TEST(Generate, OneToOneLeavesOutWhatTheDensitySays) {
  const WeightDescription half{Draw::constant, {}, 2, 0, 0.5};
  const Network network =
      generate(describe({10, 1, 1}, {10, 1, 1}, {projection("p", Kind::one_to_one, half)}), 0);
  const auto& sparse = std::get<Sparse>(built(network).connection);
  EXPECT_EQ(sparse.target.size(), 5U);
  for (std::uint32_t row = 0; row < 10; ++row) {
    for (std::uint64_t at = sparse.row_begin[row]; at < sparse.row_begin[row + 1]; ++at) {
      EXPECT_EQ(sparse.target[at], row);
      EXPECT_EQ(sparse.weights[at], 2.0F);
    }
  }
  const WeightDescription given{Draw::values, {1, 2, 3}, 0, 0, 1};
  const Network values =
      generate(describe({3, 1, 1}, {3, 1, 1}, {projection("p", Kind::one_to_one, given)}), 0);
  EXPECT_EQ(drawn(values), (std::vector<float>{1, 2, 3}));
}

TEST(Generate, PoolsComeBeforeTheWeights) {
  ProjectionDescription p = projection("p", Kind::dense, uniform(1));
  p.pools = {{2, 2, 2, 2, 0, 0}, {2, 2, 2, 2, 0, 0}};
  const Network network = generate(describe({3, 8, 8}, {5, 1, 1}, {p}), 0);
  EXPECT_EQ(built(network).stages.size(), 2U);
  EXPECT_EQ(inputs(built(network).connection), 12U);
}

TEST(Generate, EveryPositionIsEquallyLikely) {
  std::vector<int> hits(50, 0);
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    RandomStream stream(seed, 1);
    draw_positions(50, 0.2, stream, [&](std::uint64_t at) { ++hits[at]; });
  }
  for (const int count : hits) EXPECT_NEAR(count, 800, 4 * std::sqrt(800 * 0.8));
}

TEST(Generate, DrawnWeightsKeepTheirRangeAndAreNeverZero) {
  RandomStream stream(9, 9);
  bool low = false, high = false;
  for (int draw = 0; draw < 2000; ++draw) {
    const float whole = draw_weight({Draw::uniform_int, {}, -2, 3, 1}, stream);
    EXPECT_TRUE(whole == -2 || whole == -1 || whole == 1 || whole == 2 || whole == 3) << whole;
    low = low || whole == -2;
    high = high || whole == 3;
    const float real = draw_weight({Draw::uniform, {}, 0.5, 0.75, 1}, stream);
    EXPECT_GE(real, 0.5F);
    EXPECT_LT(real, 0.75F);
    // The upper end rounds to itself in float32 from anywhere in this range.
    EXPECT_LT(draw_weight({Draw::uniform, {}, 1 - 1e-12, 1, 1}, stream), 1.0F);
  }
  EXPECT_TRUE(low && high);
}

double deviation_of(const std::vector<float>& weights) {
  double squares = 0;
  for (const float weight : weights) squares += static_cast<double>(weight) * weight;
  return std::sqrt(squares / static_cast<double>(weights.size()));
}

TEST(Generate, FanInSetsTheSpread) {
  for (const Draw kind : {Draw::fan_in_uniform, Draw::fan_in_normal}) {
    const WeightDescription wide{kind, {}, 2, 0, 1};
    const Network dense =
        generate(describe({400, 1, 1}, {50, 1, 1}, {projection("p", Kind::dense, wide)}), 0);
    EXPECT_NEAR(deviation_of(drawn(dense)), 2 / std::sqrt(400.0), 0.002);
    // Half the synapses: half the fan-in.
    const WeightDescription half{kind, {}, 2, 0, 0.5};
    const Network sparse =
        generate(describe({400, 1, 1}, {50, 1, 1}, {projection("p", Kind::sparse, half)}), 0);
    EXPECT_NEAR(deviation_of(drawn(sparse)), 2 / std::sqrt(200.0), 0.003);
    ProjectionDescription conv = projection("p", Kind::conv2d, wide);
    conv.kernel_y = conv.kernel_x = 3;
    const Network maps = generate(describe({8, 5, 5}, {64, 3, 3}, {conv}), 0);
    EXPECT_NEAR(deviation_of(drawn(maps)), 2 / std::sqrt(8 * 9.0), 0.01);
  }
  const WeightDescription uniform{Draw::fan_in_uniform, {}, 1, 0, 1};
  const Network network =
      generate(describe({100, 1, 1}, {100, 1, 1}, {projection("p", Kind::dense, uniform)}), 0);
  for (const float weight : drawn(network))
    EXPECT_LE(std::abs(weight), std::sqrt(3 / 100.0) + 1e-6);
}

TEST(Generate, NormalWeightsHaveTheirMoments) {
  RandomStream stream(10, 9);
  double sum = 0, squares = 0;
  for (int draw = 0; draw < 50000; ++draw) {
    const double weight = draw_weight({Draw::normal, {}, 3, 0.5, 1}, stream);
    sum += weight;
    squares += (weight - 3) * (weight - 3);
  }
  EXPECT_NEAR(sum / 50000, 3, 0.01);
  EXPECT_NEAR(squares / 50000, 0.25, 0.01);
}

}  // namespace
}  // namespace engram::workloads
