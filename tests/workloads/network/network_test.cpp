#include "workloads/network/network.hpp"

#include <gtest/gtest.h>

namespace engram::workloads {
namespace {

PopulationId add(Network& network, const std::string& name, const Shape& shape,
                 NeuronModel model = NeuronModel::if_) {
  Population population;
  population.name = name;
  population.shape = shape;
  population.step.model = model;
  return network.add(std::move(population));
}

/// All ones between two populations.
void connect(Network& network, PopulationId source, PopulationId target, const std::string& name,
             std::uint32_t delay) {
  const auto in = static_cast<std::uint32_t>(network.graph[source].shape.size());
  const auto out = static_cast<std::uint32_t>(network.graph[target].shape.size());
  Projection projection;
  projection.name = name;
  projection.delay = delay;
  projection.connection = Dense{in, out, std::vector<float>(in * out, 1.0F)};
  network.connect(source, target, std::move(projection));
}

TEST(Network, LevelsFollowTheLongestPathWithoutDelay) {
  Network network;
  const auto in = add(network, "in", {2, 1, 1}, NeuronModel::input);
  const auto late = add(network, "late", {2, 1, 1});
  const auto a = add(network, "a", {2, 1, 1});
  const auto b = add(network, "b", {2, 1, 1});
  connect(network, in, a, "in-a", 0);
  connect(network, a, b, "a-b", 0);
  connect(network, in, b, "in-b", 0);
  connect(network, b, late, "b-late", 3);
  EXPECT_EQ(levels(network), (std::vector<unsigned>{0, 0, 1, 2}));
  EXPECT_TRUE(loops(network).empty());
}

TEST(Network, ALoopWithDelayIsLegalAndNamed) {
  Network network;
  const auto in = add(network, "in", {2, 1, 1}, NeuronModel::input);
  const auto a = add(network, "a", {2, 1, 1});
  const auto b = add(network, "b", {2, 1, 1});
  const auto self = add(network, "self", {2, 1, 1});
  connect(network, in, a, "in-a", 0);
  connect(network, a, b, "a-b", 0);
  connect(network, b, a, "b-a", 1);
  connect(network, b, self, "b-self", 0);
  connect(network, self, self, "self-self", 2);
  EXPECT_EQ(levels(network), (std::vector<unsigned>{0, 1, 2, 3}));
  EXPECT_EQ(loops(network), (std::vector<std::vector<std::string>>{{"a", "b"}, {"self"}}));
}

TEST(Network, EveryLoopWithoutDelayIsRefusedByName) {
  Network network;
  const auto a = add(network, "a", {1, 1, 1});
  const auto b = add(network, "b", {1, 1, 1});
  const auto c = add(network, "c", {1, 1, 1});
  connect(network, a, b, "a-b", 0);
  connect(network, b, a, "b-a", 0);
  connect(network, b, c, "b-c", 0);
  connect(network, c, c, "c-c", 0);
  try {
    levels(network);
    FAIL() << "two loops without delay were accepted";
  } catch (const NetworkFault& fault) {
    EXPECT_EQ(std::string(fault.what()),
              "a loop without delay through 'a', 'b': every loop needs a delay of at least 1 "
              "timestep\na loop without delay through 'c': every loop needs a delay of at least 1 "
              "timestep");
  }
}

TEST(Network, ProjectionsKeepTheOrderInWhichTheyWereConnected) {
  Network network;
  const auto in = add(network, "in", {1, 1, 1}, NeuronModel::input);
  const auto a = add(network, "a", {1, 1, 1});
  const auto b = add(network, "b", {1, 1, 1});
  connect(network, b, a, "third first", 1);
  connect(network, in, a, "one", 0);
  connect(network, in, a, "parallel", 0);
  connect(network, a, b, "two", 0);
  std::vector<std::string> names;
  for (const ProjectionId& id : network.projections()) names.push_back(network.graph[id].name);
  EXPECT_EQ(names, (std::vector<std::string>{"third first", "one", "parallel", "two"}));
  EXPECT_EQ(network.inputs(), (std::vector<PopulationId>{in}));
  EXPECT_EQ(network.find("b"), b);
  EXPECT_EQ(network.find("x"), std::nullopt);
}

TEST(Network, FansCountNonZeroSynapses) {
  Network network;
  const auto in = add(network, "in", {2, 1, 1}, NeuronModel::input);
  const auto out = add(network, "out", {3, 1, 1});
  Projection dense;
  dense.name = "dense";
  dense.connection = Dense{2, 3, {1, 0, 0, 0, 5, -1}};  // (out, in)
  network.connect(in, out, dense);
  Projection sparse;
  sparse.name = "sparse";
  sparse.connection = Sparse{2, 3, {0, 1, 3}, {2, 0, 1}, {1, 0, 2}};  // one listed zero
  network.connect(in, out, sparse);
  EXPECT_EQ(fan_out(network, in), (std::vector<std::uint64_t>{3, 2}));
  EXPECT_EQ(fan_in(network, out), (std::vector<std::uint64_t>{1, 1, 3}));
  EXPECT_EQ(synapse_count(dense), 3U);
  EXPECT_EQ(synapse_count(sparse), 2U);
}

TEST(Network, AQuantizedWeightIsASynapseWhenItsLevelIsNotZero) {
  Projection projection;
  projection.connection = Dense{1, 3, {0.01F, 1.0F, -1.0F}};
  projection.quantization.format = {WeightKind::uniform, 2};
  projection.quantization.levels = {0, 1, -1};
  EXPECT_EQ(synapse_count(projection), 2U);
}

TEST(Network, APooledNeuronReachesTheSynapsesOfItsWindows) {
  Network network;
  const auto in = add(network, "in", {1, 1, 4}, NeuronModel::input);
  const auto out = add(network, "out", {2, 1, 1});
  Projection projection;
  projection.name = "pooled";
  projection.stages = {{{1, 1, 4}, {1, 1, 2}, {1, 3, 1, 1, 0, 0}}};  // overlapping windows of 3
  projection.connection = Dense{2, 2, {1, 1, 0, 1}};
  network.connect(in, out, projection);
  EXPECT_EQ(fan_out(network, in), (std::vector<std::uint64_t>{1, 3, 3, 2}));
  EXPECT_EQ(fan_in(network, out), (std::vector<std::uint64_t>{2, 1}));
}

TEST(Network, MovingTakesTheWeightsAlongAndKeepsTheOrder) {
  Network network;
  const auto in = add(network, "in", {2, 1, 1}, NeuronModel::input);
  const auto a = add(network, "a", {3, 1, 1});
  connect(network, a, a, "loop", 1);
  connect(network, in, a, "second", 0);
  connect(network, in, a, "parallel", 0);
  const float* weights_before = weights(network.graph[network.projections()[1]].connection).data();

  Network moved;
  add(moved, "gone", {1, 1, 1});
  moved = std::move(network);
  EXPECT_EQ(boost::num_vertices(network.graph), 0U);
  EXPECT_EQ(moved.find("gone"), std::nullopt);
  EXPECT_EQ(moved.find("in"), in);
  EXPECT_EQ(moved.find("a"), a);
  std::vector<std::string> names;
  for (const ProjectionId& id : moved.projections()) {
    names.push_back(moved.graph[id].name);
    EXPECT_EQ(boost::target(id, moved.graph), a);
    EXPECT_EQ(boost::source(id, moved.graph), names.size() == 1 ? a : in);
  }
  EXPECT_EQ(names, (std::vector<std::string>{"loop", "second", "parallel"}));
  EXPECT_EQ(weights(moved.graph[moved.projections()[1]].connection).data(), weights_before);

  const Network constructed(std::move(moved));
  EXPECT_EQ(weights(constructed.graph[constructed.projections()[1]].connection).data(),
            weights_before);
  const Network copy = constructed;
  EXPECT_EQ(copy.projections().size(), 3U);
  EXPECT_NE(weights(copy.graph[copy.projections()[1]].connection).data(), weights_before);
}

}  // namespace
}  // namespace engram::workloads
