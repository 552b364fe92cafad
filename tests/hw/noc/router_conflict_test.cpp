#include <gtest/gtest.h>

#include "hw/noc/mesh.hpp"
#include "tests/hw/noc/cycles_of.hpp"

/// Who is served when several want one output, and what back-pressure does, cycle by cycle.
namespace engram::hw {
namespace {

/// A line r0 r1 r2 with c0 c1 c2, and a sink at r1 that all of them send to.
struct Star {
  Mesh line{3, 1};
  RouterNetwork network;
  explicit Star(unsigned depth = 2) : network(line, endpoints(line), {depth, 0}) {}
  static std::vector<Endpoint> endpoints(const Mesh& mesh) {
    std::vector<Endpoint> all = one_each(mesh);
    all.push_back({1, "sink"});
    return all;
  }
};

/// The sources that the sink heard, in order, when `senders` send whenever they may.
std::vector<EndpointId> heard(Star& star, const std::vector<EndpointId>& senders, unsigned cycles) {
  std::vector<EndpointId> sources;
  for (unsigned step = 0; step < cycles; ++step) {
    for (const EndpointId sender : senders) {
      if (star.network.can_inject(sender)) send(star.network, sender, step, {3});
    }
    for (const Delivery& it : star.network.step()) sources.push_back(it.source);
  }
  return sources;
}

TEST(RouterConflict, InputsAreServedRoundRobin) {
  Star star;
  // c1 is at the router itself and alone in cycle 0. Then west (c0), east (c2) and c1 take turns.
  EXPECT_EQ(heard(star, {0, 1, 2}, 10), (std::vector<EndpointId>{1, 0, 2, 1, 0, 2, 1, 0, 2, 1}));
}

TEST(RouterConflict, ATurnNobodyTakesCostsNothing) {
  Star star;
  EXPECT_EQ(heard(star, {0, 2}, 8), (std::vector<EndpointId>{0, 2, 0, 2, 0, 2, 0}));
}

TEST(RouterConflict, EveryLostTurnIsCounted) {
  Star star;
  for (const EndpointId sender : {0u, 1u, 2u}) send(star.network, sender, sender, {3});
  EXPECT_EQ(arrivals(star.network, 4), (std::vector<Arrival>{{0, 1, 3}, {1, 0, 3}, {2, 2, 3}}));
  EXPECT_EQ(star.network.counts(), (RouterNetworkCounts{3, 3, 2, 0, 1, 0}));
}

TEST(RouterConflict, ALinkIsSharedFairlyBetweenThroughTrafficAndTheRouterItself) {
  const Mesh line(3, 1);
  RouterNetwork network(line, one_each(line));
  std::vector<EndpointId> sources;
  for (unsigned step = 0; step < 9; ++step) {
    for (const EndpointId sender : {0u, 1u}) {
      if (network.can_inject(sender)) send(network, sender, step, {2});
    }
    for (const Delivery& it : network.step()) sources.push_back(it.source);
  }
  EXPECT_EQ(sources, (std::vector<EndpointId>{1, 0, 1, 0, 1, 0, 1, 0}));
}

TEST(BackPressure, AnEndpointThatIsNotReadyStopsExactlyWhatFitsInTheBuffers) {
  for (unsigned depth = 1; depth <= 3; ++depth) {
    const Mesh line(4, 1);
    RouterNetwork network(line, one_each(line), {depth, 0});
    network.set_ready(3, false);
    std::uint64_t sent = 0;
    for (unsigned step = 0; step < 40; ++step) {
      if (network.can_inject(0)) send(network, 0, sent++, {3});
      EXPECT_TRUE(network.step().empty());
    }
    EXPECT_EQ(sent, depth * 4);  // the buffer of c0 and three of routers
    EXPECT_FALSE(network.can_inject(0));
    network.set_ready(3, true);
    const std::vector<Arrival> all = arrivals(network, 40);
    ASSERT_EQ(all.size(), sent);
    EXPECT_EQ(all.front(), (Arrival{40, 0, 3}));
    // With one place the gap wanders back a router a cycle; with two, flits follow each other.
    for (std::size_t at = 0; at < all.size(); ++at) {
      EXPECT_EQ(all[at], (Arrival{40 + (depth == 1 ? 2 * at : at), at, 3}));
    }
  }
}

TEST(BackPressure, WaitsAreCountedByTheirCause) {
  const Mesh line(2, 1);
  RouterNetwork network(line, one_each(line), {1, 0});
  network.set_ready(1, false);
  send(network, 0, 0, {1});
  network.step();  // crosses
  send(network, 0, 1, {1});
  arrivals(network, 5);  // the first waits for c1, the second for a place
  EXPECT_EQ(network.counts(), (RouterNetworkCounts{2, 0, 1, 5, 0, 5}));
  network.set_ready(1, true);
  // Cycle 6: the first is taken, its place is not free yet. 7: the second crosses. 8: taken.
  EXPECT_EQ(arrivals(network, 3), (std::vector<Arrival>{{6, 0, 1}, {8, 1, 1}}));
  EXPECT_EQ(network.counts(), (RouterNetworkCounts{2, 2, 2, 6, 0, 5}));
}

TEST(BackPressure, OneFullWayDoesNotStopAnother) {
  const Mesh line(3, 1);
  RouterNetwork network(line, one_each(line), {1, 0});
  network.set_ready(2, false);
  send(network, 1, 0, {2});
  network.step();
  send(network, 1, 1, {2});  // waits at r1 for r2
  send(network, 2, 2, {0});  // passes r1 all the same
  EXPECT_EQ(arrivals(network, 4), (std::vector<Arrival>{{3, 2, 0}}));
}

}  // namespace
}  // namespace engram::hw
