#include "workloads/mapping/routing.hpp"

#include <gtest/gtest.h>

#include "random_network.hpp"

namespace engram::workloads {
namespace {

const auto kCrossbarChoice = [](std::uint32_t) { return EncodingChoice{}; };

/// Records of neuron n as (core, entries) in text, for comparison by eye.
std::string reached(const Routing& routing, PopulationId population, std::uint32_t neuron) {
  const DestinationTable& table = routing.destinations[population];
  std::string text;
  for (std::uint64_t d = table.begin[neuron]; d < table.begin[neuron + 1]; ++d) {
    const RoutingDestination& destination = table.destinations[d];
    text.append("core ").append(std::to_string(destination.core)).append(":");
    const AxonTable& axons = routing.axons[destination.core];
    for (std::uint64_t e = axons.begin[destination.record]; e < axons.begin[destination.record + 1];
         ++e) {
      text.append(" ").append(std::to_string(axons.entries[e].image));
      text.append(".").append(std::to_string(axons.entries[e].row));
    }
    text += "; ";
  }
  return text;
}

TEST(Routing, ADenseLayerReachesEveryCoreItLiesOn) {
  const Network network = dense_network(3, 5);
  const Mapping mapping = map_network(network, {2, 3, 1 << 20}, kCrossbarChoice);
  const Routing routing = route(network, mapping);
  ASSERT_EQ(routing.axons.size(), 2U);
  ASSERT_EQ(routing.destinations.size(), 2U);
  EXPECT_EQ(reached(routing, 0, 0), "core 0: 0.0; core 1: 0.0; ");
  EXPECT_EQ(reached(routing, 0, 2), "core 0: 0.2; core 1: 0.2; ");
  EXPECT_EQ(routing.destinations[1].begin, (std::vector<std::uint64_t>(6, 0)))
      << "the output population leads nowhere";
}

/// in (1, 1, 4) -> sum pool 1x2, stride 1 (overlapping) -> 3 -> dense -> 1; in -> sparse -> the
/// same.
TEST(Routing, PoolingRewritesAndAnEventMayReachSeveralRows) {
  Network network;
  const PopulationId source = add_population(network, "in", {1, 1, 4}, true);
  const PopulationId target = add_population(network, "out", {1, 1, 1});
  Projection pooled, direct;
  pooled.name = "pooled";
  pooled.stages = {{{1, 1, 4}, {1, 1, 3}, {.kernel_x = 2}}};
  pooled.connection = Dense{3, 1, {1.0F, 1.0F, 1.0F}};
  direct.name = "direct";
  direct.connection = Sparse{4, 1, {0, 0, 0, 1, 2}, {0, 0}, {1.0F, 0.0F}};
  network.connect(source, target, pooled);
  network.connect(source, target, direct);
  const Mapping mapping = map_network(network, {1, 8, 1 << 20}, kCrossbarChoice);
  const Routing routing = route(network, mapping);
  EXPECT_EQ(reached(routing, source, 0), "core 0: 0.0; ");
  EXPECT_EQ(reached(routing, source, 1), "core 0: 0.0 0.1; ");
  EXPECT_EQ(reached(routing, source, 2), "core 0: 0.1 0.2 1.0; ");
  EXPECT_EQ(reached(routing, source, 3), "core 0: 0.2 1.1; ");
  EXPECT_EQ(routing.axons[0].begin, (std::vector<std::uint64_t>{0, 1, 3, 6, 8}));
}

TEST(Routing, ANeuronThatNothingListensToHasNoRecord) {
  Network network;
  const PopulationId source = add_population(network, "in", {3, 1, 1}, true);
  const PopulationId target = add_population(network, "out", {2, 1, 1});
  Projection projection;
  projection.name = "sparse";
  projection.connection = Sparse{3, 2, {0, 1, 1, 2}, {1, 0}, {1.0F, 1.0F}};
  network.connect(source, target, projection);
  const Routing routing = route(network, map_network(network, {2, 1, 1 << 20}, kCrossbarChoice));
  EXPECT_EQ(reached(routing, source, 0), "core 1: 0.0; ");
  EXPECT_EQ(reached(routing, source, 1), "");
  EXPECT_EQ(reached(routing, source, 2), "core 0: 0.0; ");
}

}  // namespace
}  // namespace engram::workloads
