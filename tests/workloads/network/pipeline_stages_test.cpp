#include <gtest/gtest.h>

#include "workloads/network/network.hpp"

namespace engram::workloads {
namespace {

struct Edge {
  const char *from, *to;
  std::uint32_t delay;
};

/// Populations a, b, c, ... of one neuron each.
Network network_of(std::size_t populations, const std::vector<Edge>& edges) {
  Network network;
  for (std::size_t index = 0; index < populations; ++index) {
    Population population;
    population.name = std::string(1, static_cast<char>('a' + index));
    population.shape = Shape{1};
    network.add(population);
  }
  for (const Edge& edge : edges) {
    Projection projection;
    projection.name = std::string(edge.from) + edge.to;
    projection.delay = edge.delay;
    projection.connection = Dense{1, 1, {1.0F}};
    network.connect(*network.find(edge.from), *network.find(edge.to), projection);
  }
  return network;
}

std::string refusal(const Network& network) {
  try {
    pipeline_stages(network);
  } catch (const NetworkFault& fault) {
    return fault.what();
  }
  return "taken";
}

using Stages = std::vector<unsigned>;

TEST(PipelineStages, CountProjectionsWithoutDelay) {
  EXPECT_EQ(pipeline_stages(network_of(3, {{"a", "b", 0}, {"b", "c", 0}, {"a", "c", 0}})),
            (Stages{0, 1, 2}));
}

TEST(PipelineStages, ADelayStandsForAStage) {
  EXPECT_EQ(pipeline_stages(network_of(4, {{"a", "b", 0}, {"b", "c", 1}, {"c", "d", 0}})),
            (Stages{0, 1, 1, 2}));
  EXPECT_EQ(pipeline_stages(network_of(3, {{"a", "b", 0}, {"b", "c", 4}})), (Stages{0, 1, 0}));
}

TEST(PipelineStages, ALoopNeedsADelayAProjection) {
  EXPECT_EQ(pipeline_stages(network_of(2, {{"a", "b", 0}, {"b", "b", 1}})), (Stages{0, 1}));
  EXPECT_EQ(pipeline_stages(network_of(2, {{"a", "b", 0}, {"b", "a", 2}})), (Stages{0, 1}));
  EXPECT_EQ(
      refusal(network_of(3, {{"c", "a", 0}, {"a", "b", 0}, {"b", "a", 1}})),
      "schedule pipelined: the delays of the loop 'a' -> 'b' -> 'a' add up to less than its 2 "
      "projections");
  EXPECT_EQ(refusal(network_of(1, {{"a", "a", 0}})),
            "schedule pipelined: the delays of the loop 'a' -> 'a' add up to less than its 1 "
            "projection");
}

}  // namespace
}  // namespace engram::workloads
