#include <gtest/gtest.h>

#include <cmath>

#include "workloads/compress/quantize.hpp"
#include "workloads/learn/weight_view.hpp"
#include "workloads/network/random.hpp"

/// What every view must keep, and its levels by hand.
namespace engram::workloads {
namespace {

using Floats = std::vector<float>;
using Levels = std::vector<std::int32_t>;

constexpr QuantizerKind kKinds[] = {QuantizerKind::uniform, QuantizerKind::learned,
                                    QuantizerKind::duq,     QuantizerKind::wage,
                                    QuantizerKind::ternary, QuantizerKind::power_of_two};

Dense dense(std::uint32_t outputs, Floats weights) {
  const auto inputs = static_cast<std::uint32_t>(weights.size()) / outputs;
  return {inputs, outputs, std::move(weights)};
}

/// What a view makes of weights, from the first forward.
Floats used_by(WeightView& view, const Floats& weights) {
  Floats used(weights.size());
  view.begin(weights);
  view.forward(weights, used);
  return used;
}

TEST(WeightViews, UniformTakesTheLargestWeight) {
  const Connection connection = dense(1, {7.0F, 2.5F, -1.4F});
  const auto view = make_weight_view({QuantizerKind::uniform, 4}, connection);
  EXPECT_EQ(used_by(*view, weights(connection)), (Floats{7, 2, -1}));
}

TEST(WeightViews, PowersTakeTheLargestWeight) {
  const Connection connection = dense(1, {8.0F, 3.1F, -1.1F, 0.9F});
  const auto view = make_weight_view({QuantizerKind::power_of_two, 3}, connection);
  EXPECT_EQ(used_by(*view, weights(connection)), (Floats{8, 4, -2, 0}));
}

TEST(WeightViews, TernaryTakesTheMean) {
  const Connection connection = dense(1, {1.0F, -0.5F, 0.2F, 0.3F});  // mean .5, threshold .35
  const auto view = make_weight_view({QuantizerKind::ternary, 8}, connection);
  EXPECT_EQ(used_by(*view, weights(connection)), (Floats{0.75, -0.75, 0, 0}));
}

TEST(WeightViews, WageIsTheStepOverThePowerOfTwoOfTheLayer) {
  // Fan-in 48: limit sqrt(3 / 48) = 0.25. 2 bits: M = 0.75, 2^round(log2 3) = 4, step 0.5 / 4.
  Floats values(48, 0.0F);
  values[0] = 0.3F;
  values[1] = -0.07F;
  values[2] = 0.0624F;
  const Connection connection = dense(1, values);
  const auto view = make_weight_view({QuantizerKind::wage, 2}, connection);
  const Floats used = used_by(*view, values);
  EXPECT_EQ(used[0], 0.125F);
  EXPECT_EQ(used[1], -0.125F);
  EXPECT_EQ(used[2], 0.0F);
  EXPECT_EQ(view->update_unit(), 0.25);
  Floats gradient(48, -1.0F);
  gradient[1] = 1.0F;
  view->backward(values, gradient);
  EXPECT_EQ(gradient[0], 0.0F) << "a step would lead further out";
  EXPECT_EQ(gradient[1], 1.0F) << "-0.07 lies inside";
  gradient[0] = 1.0F;
  view->backward(values, gradient);
  EXPECT_EQ(gradient[0], 1.0F) << "a step leads back";
}

TEST(WeightViews, LearnedBeginsAtThreeDeviations) {
  const Floats values{1.0F, -1.0F, 1.0F, -1.0F};  // mean 0, deviation 1
  const Connection connection = dense(1, values);
  const auto view = make_weight_view({QuantizerKind::learned, 3}, connection);
  EXPECT_EQ(used_by(*view, values), values) << "d = 3 / 3";
  EXPECT_EQ(Floats(view->parameters().begin(), view->parameters().end()), (Floats{1, 3}));
  view->parameters()[0] = 0.5F;
  view->parameters()[1] = 0.75F;
  Floats used(4);
  view->forward(Floats{0.2F, 0.3F, 5.0F, -5.0F}, used);
  EXPECT_EQ(used, (Floats{0, 0.5, 1, -1})) << "clip to 0.75, 0.75 / 0.5 = 1.5 goes to 2 steps";
  view->parameters()[0] = 0.1F;
  view->keep_legal();
  EXPECT_EQ(view->parameters()[0], 0.25F) << "three steps must reach the range";
  view->parameters()[0] = 9.0F;
  view->keep_legal();
  EXPECT_EQ(view->parameters()[0], 0.75F);
}

TEST(WeightViews, DuqHasAClipAndAScale) {
  const Floats values{0.3F, -0.9F, 2.0F, 0.1F};
  const Connection connection = dense(1, values);
  const auto view = make_weight_view({QuantizerKind::duq, 3}, connection);
  view->begin(values);
  view->parameters()[0] = 0.6F;  // a
  view->parameters()[1] = 1.5F;  // c
  Floats used(4);
  view->forward(values, used);
  EXPECT_EQ(used, (Floats{1.0, -1.5, 1.5, 0.0})) << "1.5 of 3 levels goes to 2, a tie to even";
  const auto two = make_weight_view({QuantizerKind::duq, 2}, connection);
  two->begin(values);
  two->parameters()[0] = 1.0F;
  two->parameters()[1] = 0.25F;
  two->forward(values, used);
  EXPECT_EQ(used, (Floats{0, -0.25, 0.25, 0}));
}

struct Case {
  QuantizeAware options;
  Connection connection;
  bool shared;
};

Case random_case(RandomStream& random) {
  Case made;
  made.options.kind = kKinds[random.below(6)];
  made.options.bits = static_cast<unsigned>(2 + random.below(4));
  made.shared = random.below(2) == 0;
  made.options.per_channel = !made.shared && random.below(2) == 0;
  Floats values(48);
  const double size = std::exp2(8 * random.unit() - 4);
  for (float& value : values) value = static_cast<float>(size * random.normal());
  if (random.below(4) == 0) std::fill(values.begin(), values.begin() + 12, 0.0F);
  if (random.below(20) == 0) std::fill(values.begin(), values.end(), 0.0F);
  made.connection = dense(4, values);
  return made;
}

/// Moves the weights and the parameters as training would.
void train_a_little(WeightView& view, Floats& values, RandomStream& random) {
  Floats used(values.size()), gradient(values.size());
  view.forward(values, used);
  for (float& g : gradient) g = static_cast<float>(0.1 * random.normal());
  view.backward(values, gradient);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] -= gradient[i];
  const auto parameters = view.parameters();
  const auto steps = view.parameter_gradients();
  ASSERT_EQ(parameters.size(), steps.size());
  for (std::size_t p = 0; p < parameters.size(); ++p) parameters[p] -= 0.1F * steps[p];
  view.keep_legal();
}

TEST(WeightViews, TheLevelsGiveExactlyWhatWasUsed) {
  RandomStream random(21, 1);
  for (int trial = 0; trial < 300; ++trial) {
    Case made = random_case(random);
    const auto view = make_weight_view(made.options, made.connection, made.shared);
    Floats values = weights(made.connection), used(values.size());
    view->begin(values);
    for (int step = 0; step < 3; ++step) train_a_little(*view, values, random);
    view->forward(values, used);
    const Quantization q = view->quantization(values);
    ASSERT_EQ(q.levels.size(), values.size());
    EXPECT_EQ(q.scale.size(), made.options.per_channel ? 4U : 1U);
    EXPECT_EQ(q.shift, 0U);
    for (std::size_t i = 0; i < values.size(); ++i) {
      EXPECT_TRUE(is_level(q.format, q.levels[i]));
      const double scale = q.scale[q.scale.size() == 1 ? 0 : i / 12];
      EXPECT_EQ(static_cast<float>(q.levels[i] * scale), used[i]);
    }
    if (!made.shared) continue;
    int exponent = 0;
    EXPECT_EQ(std::frexp(q.scale[0], &exponent), 0.5) << "a power of two";
  }
}

TEST(WeightViews, SharedPopulationsAreDeployedAsTheyWereTrained) {
  RandomStream random(22, 1);
  for (int trial = 0; trial < 100; ++trial) {
    Network network;
    Population out;
    out.name = "out";
    out.shape = {4, 1, 1};
    std::vector<PopulationId> sources;
    for (const char* name : {"in", "more"}) {
      Population in;
      in.name = name;
      in.shape = {12, 1, 1};
      in.step.model = NeuronModel::input;
      sources.push_back(network.add(in));
    }
    const PopulationId target = network.add(out);
    std::map<std::size_t, Quantization> found;
    std::vector<Floats> used(2, Floats(48));
    for (std::size_t k = 0; k < 2; ++k) {
      Case made = random_case(random);
      made.options.per_channel = false;
      const Floats values = weights(made.connection);
      const auto view = make_weight_view(made.options, made.connection, true);
      view->begin(values);
      view->forward(values, used[k]);
      found[k] = view->quantization(values);
      Projection projection;
      projection.name = k == 0 ? "a" : "b";
      projection.connection = made.connection;
      network.connect(sources[k], target, projection);
    }
    adopt_scales(network, found);
    for (std::size_t k = 0; k < 2; ++k) {
      const Projection& projection = network.graph[network.projections()[k]];
      EXPECT_EQ(weights(projection.connection), used[k]);
      for (std::size_t i = 0; i < 48; ++i) {
        const double counted = std::ldexp(projection.quantization.levels[i],
                                          static_cast<int>(projection.quantization.shift));
        EXPECT_EQ(static_cast<float>(counted * network.graph[target].unit[0]), used[k][i])
            << "what the accumulator adds, in the population's unit";
      }
    }
  }
}

TEST(WeightViews, RefuseWhatCannotBeDeployed) {
  const Connection connection = dense(2, Floats(4, 1.0F));
  const auto fault = [&](const QuantizeAware& options, bool shared) -> std::string {
    try {
      make_weight_view(options, connection, shared);
    } catch (const NetworkFault& refused) {
      return refused.what();
    }
    return "made";
  };
  EXPECT_EQ(fault({QuantizerKind::power_of_two, 6}, false),
            "found 6 bits a trained weight (expected 2 to 5)");
  EXPECT_EQ(fault({QuantizerKind::duq, 1}, false),
            "found 1 bits a trained weight (expected 2 to 16)");
  EXPECT_EQ(fault({QuantizerKind::uniform, 4, true}, true),
            "found a scale a channel for one of several projections onto a population (expected "
            "one a tensor: they share one accumulator, and a projection has one shift)");
  EXPECT_EQ(fault({QuantizerKind::uniform, 4, true}, false), "made");
}

}  // namespace
}  // namespace engram::workloads
