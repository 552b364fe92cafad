#include <gtest/gtest.h>

#include <algorithm>
#include <boost/graph/breadth_first_search.hpp>
#include <memory>

#include "hw/noc/mesh.hpp"
#include "hw/noc/ring.hpp"
#include "hw/noc/tree.hpp"

/// Routes against closed forms and against Boost's distances in the channel graph.
namespace engram::hw {
namespace {

/// The routers of a route, both ends included.
std::vector<RouterId> passed(const Topology& topology, RouterId from, RouterId to) {
  std::vector<RouterId> routers{from};
  for (const ChannelId channel : topology.route(from, to)) {
    EXPECT_EQ(topology.channels()[channel].from, routers.back());
    routers.push_back(topology.channels()[channel].to);
  }
  return routers;
}

/// Routes lead over neighbouring channels to their destination, are as long as hops() says, and no
/// way in the channel graph is shorter.
void expect_shortest_routes(const Topology& topology) {
  for (RouterId from = 0; from < topology.routers(); ++from) {
    std::vector<std::uint32_t> distance(topology.routers(), 0);
    boost::breadth_first_search(topology.graph(), from,
                                boost::visitor(boost::make_bfs_visitor(boost::record_distances(
                                    distance.data(), boost::on_tree_edge{}))));
    for (RouterId to = 0; to < topology.routers(); ++to) {
      const std::vector<RouterId> route = passed(topology, from, to);
      EXPECT_EQ(route.back(), to);
      EXPECT_EQ(route.size() - 1, distance[to]) << from << " to " << to;
      EXPECT_EQ(topology.hops(from, to), distance[to]) << from << " to " << to;
      EXPECT_EQ(topology.Topology::hops(from, to), distance[to]) << from << " to " << to;
    }
  }
}

TEST(Mesh, HasALinkEachWayBetweenNeighboursOnly) {
  const Mesh mesh(4, 3);
  EXPECT_EQ(mesh.routers(), 12u);
  EXPECT_EQ(mesh.channels().size(), 2u * (3u * 3u + 4u * 2u));
  EXPECT_EQ(mesh.links(), mesh.channels().size());
  EXPECT_EQ(Mesh(1, 1).channels().size(), 0u);
  EXPECT_EQ(Mesh(1, 1).route(0, 0), std::vector<ChannelId>{});
}

TEST(Mesh, RoutesAlongXThenY) {
  const Mesh mesh(4, 4);
  const auto at = [&](std::uint32_t x, std::uint32_t y) { return mesh.router({x, y}); };
  EXPECT_EQ(passed(mesh, at(3, 0), at(1, 2)),
            (std::vector<RouterId>{at(3, 0), at(2, 0), at(1, 0), at(1, 1), at(1, 2)}));
  EXPECT_EQ(passed(mesh, at(0, 3), at(1, 0)),
            (std::vector<RouterId>{at(0, 3), at(1, 3), at(1, 2), at(1, 1), at(1, 0)}));
  EXPECT_EQ(mesh.coordinates(at(3, 2)), (Coordinates{3, 2}));
}

TEST(Mesh, NamesBuffersByTheSideOnWhichFlitsEnter) {
  const Mesh mesh(3, 3);
  EXPECT_EQ(mesh.buffer_name(mesh.next(4, 5)), "r5.west");
  EXPECT_EQ(mesh.buffer_name(mesh.next(4, 3)), "r3.east");
  EXPECT_EQ(mesh.buffer_name(mesh.next(4, 1)), "r1.south");
  EXPECT_EQ(mesh.buffer_name(mesh.next(4, 7)), "r7.north");
  EXPECT_EQ(mesh.channel_name(mesh.next(4, 7)), "r4->r7");
}

TEST(Ring, HasTwoChannelsALink) {
  EXPECT_EQ(Ring(1).channels().size(), 0u);
  EXPECT_EQ(Ring(2).links(), 2u);
  EXPECT_EQ(Ring(5).links(), 10u);
  EXPECT_EQ(Ring(5).channels().size(), 20u);
}

TEST(Ring, TakesTheShorterWayAndClockwiseIfBothAreAsLong) {
  const Ring ring(6);
  EXPECT_EQ(passed(ring, 1, 3), (std::vector<RouterId>{1, 2, 3}));
  EXPECT_EQ(passed(ring, 1, 5), (std::vector<RouterId>{1, 0, 5}));
  EXPECT_EQ(passed(ring, 4, 1), (std::vector<RouterId>{4, 5, 0, 1}));
  EXPECT_EQ(passed(ring, 1, 4), (std::vector<RouterId>{1, 2, 3, 4}));
}

TEST(Ring, ChangesToTheHighLaneBehindTheDateline) {
  const Ring ring(6);
  const auto names = [&](RouterId from, RouterId to) {
    std::vector<std::string> all;
    for (const ChannelId channel : ring.route(from, to)) all.push_back(ring.channel_name(channel));
    return all;
  };
  EXPECT_EQ(names(4, 1), (std::vector<std::string>{"r4->r5.low", "r5->r0.low", "r0->r1.high"}));
  EXPECT_EQ(names(1, 5), (std::vector<std::string>{"r1->r0.low", "r0->r5.low"}));
  EXPECT_EQ(names(3, 1), (std::vector<std::string>{"r3->r2.high", "r2->r1.high"}));
  EXPECT_EQ(ring.buffer_name(ring.next(4, 1)), "r5.from_r4.low");
}

TEST(Tree, GoesUpToTheLowestCommonAncestorThenDown) {
  const Tree tree(13, 3);  // 0 over 1 2 3; 1 over 4 5 6; 2 over 7 8 9; 3 over 10 11 12
  EXPECT_EQ(passed(tree, 4, 9), (std::vector<RouterId>{4, 1, 0, 2, 9}));
  EXPECT_EQ(passed(tree, 4, 6), (std::vector<RouterId>{4, 1, 6}));
  EXPECT_EQ(passed(tree, 0, 12), (std::vector<RouterId>{0, 3, 12}));
  EXPECT_EQ(passed(tree, 12, 3), (std::vector<RouterId>{12, 3}));
  EXPECT_EQ(tree.links(), 24u);
}

TEST(Topology, RoutesAreShortest) {
  expect_shortest_routes(Mesh(5, 3));
  expect_shortest_routes(Mesh(1, 6));
  for (std::uint32_t routers = 1; routers <= 9; ++routers) expect_shortest_routes(Ring(routers));
  for (std::uint32_t arity = 1; arity <= 4; ++arity) expect_shortest_routes(Tree(14, arity));
}

}  // namespace
}  // namespace engram::hw
