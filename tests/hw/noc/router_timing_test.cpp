#include <gtest/gtest.h>

#include "hw/noc/mesh.hpp"
#include "hw/noc/ring.hpp"
#include "tests/hw/noc/cycles_of.hpp"

/// When a flit arrives: not a cycle earlier, not a cycle later.
namespace engram::hw {
namespace {

TEST(RouterTiming, AFlitTakesOneCycleALinkAndOneToLeave) {
  const Mesh line(9, 1);
  for (std::uint32_t hops = 0; hops < 9; ++hops) {
    for (unsigned idle = 0; idle < 3; ++idle) {
      RouterNetwork network(line, one_each(line));
      EXPECT_TRUE(arrivals(network, idle).empty());
      send(network, 0, 7, {hops});
      EXPECT_TRUE(arrivals(network, hops).empty()) << hops << " hops: a cycle early";
      EXPECT_EQ(network.inside(), 1u);
      EXPECT_EQ(network.step(), (std::vector<Delivery>{{0, hops, 7, idle, hops}}));
      EXPECT_EQ(network.inside(), 0u);
      EXPECT_EQ(network.counts(), (RouterNetworkCounts{1, 1, hops, 0, 0, 0}));
    }
  }
}

TEST(RouterTiming, EveryPairOfAMeshTakesItsHops) {
  const Mesh mesh(4, 3);
  for (RouterId from = 0; from < 12; ++from) {
    for (RouterId to = 0; to < 12; ++to) {
      RouterNetwork network(mesh, one_each(mesh));
      send(network, from, 1, {to});
      const std::vector<Arrival> expected{{mesh.hops(from, to), 1, to}};
      EXPECT_EQ(arrivals(network, 20), expected);
    }
  }
}

/// Injects as fast as it may, from router 0 to the end of a line of three.
std::vector<std::uint64_t> stream(unsigned depth, unsigned cycles) {
  const Mesh line(3, 1);
  RouterNetwork network(line, one_each(line), {depth, 0});
  std::vector<std::uint64_t> arrived;
  for (unsigned step = 0; step < cycles; ++step) {
    if (network.can_inject(0)) send(network, 0, step, {2});
    for (const Arrival& arrival : arrivals(network, 1)) arrived.push_back(arrival.cycle);
  }
  return arrived;
}

TEST(RouterTiming, OnePlaceABufferHalvesTheRateTwoDoNot) {
  // A place that is left in one cycle is free in the next: with one place, every second cycle.
  EXPECT_EQ(stream(1, 11), (std::vector<std::uint64_t>{2, 4, 6, 8, 10}));
  EXPECT_EQ(stream(2, 8), (std::vector<std::uint64_t>{2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(stream(3, 8), stream(2, 8));
}

TEST(RouterTiming, AnEndpointInjectsOneFlitACycle) {
  const Mesh one(1, 1);
  RouterNetwork network(one, one_each(one), {4, 0});
  EXPECT_TRUE(network.can_inject(0));
  send(network, 0, 1, {0});
  EXPECT_FALSE(network.can_inject(0));
  network.step();
  EXPECT_TRUE(network.can_inject(0));
}

TEST(RouterTiming, LanesOfARingShareTheirLink) {
  // c4 to r0 goes low over r4->r5, c4 and its neighbour at r4 to r5 go high over the same link.
  const Ring ring(6);
  std::vector<Endpoint> endpoints = one_each(ring);
  endpoints.push_back({4, "also"});
  RouterNetwork network(ring, endpoints);
  send(network, 4, 1, {0});
  send(network, 6, 2, {5});
  EXPECT_EQ(arrivals(network, 4), (std::vector<Arrival>{{2, 1, 0}, {2, 2, 5}}));
  EXPECT_EQ(network.counts().lost_arbitration, 1u);
}

}  // namespace
}  // namespace engram::hw
