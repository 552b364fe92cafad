#include "hw/noc/channel_dependency.hpp"

#include <gtest/gtest.h>

#include "hw/noc/mesh.hpp"
#include "hw/noc/ring.hpp"
#include "hw/noc/table_routed.hpp"
#include "hw/noc/tree.hpp"

/// Which routes can deadlock, and how the circle is named.
namespace engram::hw {
namespace {

std::string cycle_of(const Topology& topology) {
  return cycle_text(topology, dependency_cycle(topology));
}

/// A circle with one channel a link: `both_ways`, the shorter way; else clockwise only.
TableRouted plain_ring(RouterId routers, bool both_ways) {
  std::vector<std::pair<RouterId, RouterId>> channels;
  NextHops tables(routers, std::vector<RouterId>(routers));
  for (RouterId at = 0; at < routers; ++at) {
    const RouterId ahead = (at + 1) % routers, behind = (at + routers - 1) % routers;
    channels.push_back({at, ahead});
    if (both_ways) channels.push_back({at, behind});
    for (RouterId to = 0; to < routers; ++to) {
      const RouterId distance = (to + routers - at) % routers;
      tables[at][to] = both_ways && 2 * distance > routers ? behind : ahead;
    }
  }
  return TableRouted(channels, tables);
}

TEST(ChannelDependency, ADependencyIsTwoChannelsInARow) {
  const Mesh line(3, 1);  // 0: r0->r1, 1: r1->r2, 2: r1->r0, 3: r2->r1
  const ChannelDependencies graph = channel_dependencies(line);
  EXPECT_EQ(boost::num_edges(graph), 2u);
  EXPECT_TRUE(boost::edge(0, 1, graph).second);
  EXPECT_TRUE(boost::edge(3, 2, graph).second);
}

TEST(ChannelDependency, MeshesAndTreesAreFree) {
  for (std::uint32_t width = 1; width <= 5; ++width) {
    for (std::uint32_t height = 1; height <= 5; ++height) {
      EXPECT_EQ(cycle_of(Mesh(width, height)), "") << width << " x " << height;
    }
  }
  for (std::uint32_t arity = 1; arity <= 4; ++arity) EXPECT_EQ(cycle_of(Tree(20, arity)), "");
}

TEST(ChannelDependency, ARingIsFreeByItsDateline) {
  for (std::uint32_t routers = 1; routers <= 12; ++routers) {
    EXPECT_EQ(cycle_of(Ring(routers)), "") << routers;
  }
}

TEST(ChannelDependency, ARingOfOneChannelALinkIsNotFromFourRoutersOn) {
  EXPECT_EQ(cycle_of(plain_ring(3, true)), "");
  EXPECT_EQ(cycle_of(plain_ring(4, true)), "r0->r1, r1->r2, r2->r3, r3->r0");
  for (RouterId routers = 5; routers <= 9; ++routers) {
    EXPECT_EQ(dependency_cycle(plain_ring(routers, true)).size(), routers);
  }
}

TEST(ChannelDependency, APlantedCircleIsNamedChannelByChannel) {
  EXPECT_EQ(cycle_of(plain_ring(3, false)), "r0->r1, r1->r2, r2->r0");
}

TEST(ChannelDependency, OneTurnAgainstXyClosesACircleInAMesh) {
  // XY in a mesh of 2 x 2 but for r0 -> r3 (south, then east) and r3 -> r0 (north, then west).
  const TableRouted turned({{0, 1}, {1, 0}, {0, 2}, {2, 0}, {1, 3}, {3, 1}, {2, 3}, {3, 2}},
                           {{0, 1, 2, 2}, {0, 0, 0, 3}, {0, 3, 0, 3}, {1, 1, 2, 0}});
  EXPECT_EQ(cycle_of(turned), "r1->r0, r0->r2, r2->r3, r3->r1");
}

}  // namespace
}  // namespace engram::hw
