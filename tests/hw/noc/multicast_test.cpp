#include <gtest/gtest.h>

#include <algorithm>

#include "hw/noc/mesh.hpp"
#include "tests/hw/noc/cycles_of.hpp"

/// One flit to several endpoints: copied where routes part.
namespace engram::hw {
namespace {

TEST(Multicast, CopiesPartWhereRoutesPartAndArriveWithTheirHops) {
  const Mesh mesh(3, 3);
  RouterNetwork network(mesh, one_each(mesh));
  send(network, 4, 9, {0, 2, 6, 8, 4, 5});
  EXPECT_EQ(
      arrivals(network, 4),
      (std::vector<Arrival>{{0, 9, 4}, {1, 9, 5}, {2, 9, 0}, {2, 9, 2}, {2, 9, 6}, {2, 9, 8}}));
  // East and west once each, from there north and south: six links instead of nine.
  EXPECT_EQ(network.counts(), (RouterNetworkCounts{1, 6, 6, 0, 0, 0}));
}

TEST(Multicast, ACopyDoesNotWaitForAnotherButTheBufferDoes) {
  const Mesh line(3, 1);
  RouterNetwork network(line, one_each(line));
  network.set_ready(1, false);
  send(network, 0, 1, {1, 2});
  network.step();
  send(network, 0, 2, {2});
  // r1 passes the copy for c2 on in cycle 1 and keeps the one for c1; the second flit is behind it.
  EXPECT_EQ(arrivals(network, 4), (std::vector<Arrival>{{2, 1, 2}}));
  EXPECT_EQ(network.inside(), 2u);
  network.set_ready(1, true);
  // Cycle 5: the last copy leaves r1. 6: the second flit crosses to r2. 7: taken.
  EXPECT_EQ(arrivals(network, 4), (std::vector<Arrival>{{5, 1, 1}, {7, 2, 2}}));
  EXPECT_EQ(network.counts(), (RouterNetworkCounts{2, 3, 4, 0, 0, 4}));
}

TEST(Multicast, EndpointsOfOneRouterTakeTheirCopiesInOneCycle) {
  const Mesh line(2, 1);
  RouterNetwork network(line, {{0, "host"}, {1, "a"}, {1, "b"}});
  send(network, 0, 5, {1, 2});
  EXPECT_EQ(arrivals(network, 2), (std::vector<Arrival>{{1, 5, 1}, {1, 5, 2}}));
  EXPECT_EQ(network.counts().hops, 1u);
}

}  // namespace
}  // namespace engram::hw
