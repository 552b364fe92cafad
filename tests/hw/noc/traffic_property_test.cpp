#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "hw/noc/channel_dependency.hpp"
#include "tests/hw/noc/random_traffic.hpp"
#include "tests/whole_draw.hpp"

/// What holds for any traffic on any topology.
namespace engram::hw {
namespace {

/// An endpoint is closed three cycles in four at most, so that nothing moves for so long by chance
/// alone has a probability of 0.75^200.
constexpr std::uint64_t kPatience = 200;

Random drawn_random() {
  return Random(*rc::gen::arbitrary<std::uint64_t>());
}

void traffic_arrives(const Topology& topology, Random& random) {
  RandomTraffic traffic(topology, random, kPatience);
  traffic.run();
  RC_ASSERT(traffic.faults() == std::vector<std::string>{});
}

TEST(AnyTraffic, ArrivesOnceAtEachDestinationInOrderOverItsRoute) {
  EXPECT_TRUE(rc::check("conservation, order, hops", [] {
    Random random = drawn_random();
    for (int several = 0; several < 10; ++several) {
      const std::unique_ptr<Topology> topology = random_topology(random);
      RC_ASSERT(dependency_cycle(*topology).empty());
      traffic_arrives(*topology, random);
    }
  }));
}

TEST(AnyTraffic, NeverStopsOnTablesWithoutACircleOfDependencies) {
  int free = 0, circular = 0;
  EXPECT_TRUE(rc::check("tables without a circle carry everything", [&] {
    Random random = drawn_random();
    const Tables tables = random_shortest_tables(random);
    const TableRouted topology(tables.channels, tables.next);
    const std::vector<ChannelId> cycle = dependency_cycle(topology);
    ++(cycle.empty() ? free : circular);
    if (cycle.empty()) traffic_arrives(topology, random);
    // What is called a circle is one, from the lowest on: each is crossed right before the next.
    const auto lowest = std::min_element(cycle.begin(), cycle.end());
    RC_ASSERT(lowest == cycle.begin());
    const ChannelDependencies graph = channel_dependencies(topology);
    for (std::size_t at = 0; at < cycle.size(); ++at) {
      RC_ASSERT(boost::edge(cycle[at], cycle[(at + 1) % cycle.size()], graph).second);
    }
  }));
  if (!whole_draw()) return;
  EXPECT_GE(free, 10);
  EXPECT_GE(circular, 10);
}

/// Sends a flit over each pair of channels of a circle until all its buffers wait for each other.
bool stands_still(const Topology& topology, const std::vector<ChannelId>& cycle) {
  std::vector<Endpoint> endpoints;
  for (RouterId router = 0; router < topology.routers(); ++router)
    endpoints.push_back({router, "e"});
  RouterNetwork network(topology, endpoints, {1, 20});
  std::vector<std::pair<EndpointId, EndpointId>> flits;
  for (std::size_t at = 0; at < cycle.size(); ++at) {
    for (RouterId to = 0; to < topology.routers(); ++to) {
      const RouterId from = topology.channels()[cycle[at]].from;
      if (from == to || topology.next(from, to) != cycle[at]) continue;
      const std::vector<ChannelId> route = topology.route(from, to);
      if (route.size() < 2 || route[1] != cycle[(at + 1) % cycle.size()]) continue;
      flits.push_back({from, to});
      break;
    }
  }
  try {
    for (const auto& [from, to] : flits) network.inject(from, 0, std::vector<EndpointId>{to});
    while (network.inside() > 0) network.step();
  } catch (const NetworkStalled&) {
    return true;
  }
  return false;
}

TEST(AnyTraffic, EveryCircleOfDependenciesCanStandStill) {
  int circles = 0;
  EXPECT_TRUE(rc::check("a circle is a deadlock waiting for its traffic", [&] {
    Random random = drawn_random();
    const Tables tables = random_shortest_tables(random);
    const TableRouted topology(tables.channels, tables.next);
    const std::vector<ChannelId> cycle = dependency_cycle(topology);
    if (cycle.empty()) return;
    // One flit a router can be injected in a cycle: circles that pass a router twice are left out.
    std::set<RouterId> passed;
    for (const ChannelId channel : cycle) passed.insert(topology.channels()[channel].from);
    if (passed.size() < cycle.size()) return;
    ++circles;
    RC_ASSERT(stands_still(topology, cycle));
  }));
  EXPECT_GE(circles, 10);
}

}  // namespace
}  // namespace engram::hw
