#include "hw/noc/mesh.hpp"

#include <gtest/gtest.h>

namespace engram::hw {
namespace {

TEST(Mesh, HasALinkBetweenNeighboursOnly) {
  const Mesh mesh(4, 3);
  EXPECT_EQ(boost::num_vertices(mesh.graph()), 12u);
  EXPECT_EQ(boost::num_edges(mesh.graph()), 3u * 3u + 4u * 2u);
}

TEST(Mesh, RoutesAlongXThenY) {
  const Mesh mesh(4, 4);
  const std::vector<Coordinates> expected{{3, 0}, {2, 0}, {1, 0}, {1, 1}, {1, 2}};
  EXPECT_EQ(mesh.route({3, 0}, {1, 2}), expected);
  EXPECT_EQ(mesh.route({2, 2}, {2, 2}), (std::vector<Coordinates>{{2, 2}}));
}

TEST(Mesh, EveryRouteFollowsLinksAndIsAsLongAsItsHopCount) {
  const Mesh mesh(5, 3);
  for (std::uint32_t from = 0; from < 15; ++from) {
    const Coordinates start{from % 5, from / 5};
    const std::vector<std::uint32_t> hops = mesh.hops_from(start);
    for (std::uint32_t to = 0; to < 15; ++to) {
      const auto route = mesh.route(start, {to % 5, to / 5});
      EXPECT_EQ(route.size() - 1, hops[to]);
      for (std::size_t at = 1; at < route.size(); ++at) {
        EXPECT_TRUE(
            boost::edge(mesh.router(route[at - 1]), mesh.router(route[at]), mesh.graph()).second);
      }
    }
  }
}

TEST(Mesh, OneRouterHasNoLinks) {
  const Mesh mesh(1, 1);
  EXPECT_EQ(boost::num_edges(mesh.graph()), 0u);
  EXPECT_EQ(mesh.hops_from({0, 0}), (std::vector<std::uint32_t>{0}));
}

}  // namespace
}  // namespace engram::hw
