#include "hw/noc/mesh.hpp"

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/visitors.hpp>

namespace engram::hw {
namespace {

/// One link nearer to `to` along one axis.
std::uint32_t stepped(std::uint32_t at, std::uint32_t to) {
  return at < to ? at + 1 : at - 1;
}

}  // namespace

Mesh::Mesh(std::uint32_t width, std::uint32_t height)
    : width_(width), graph_(std::size_t{width} * height) {
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < width; ++x) {
      if (x + 1 < width) boost::add_edge(router({x, y}), router({x + 1, y}), graph_);
      if (y + 1 < height) boost::add_edge(router({x, y}), router({x, y + 1}), graph_);
    }
  }
}

std::vector<Coordinates> Mesh::route(Coordinates from, Coordinates to) const {
  std::vector<Coordinates> path{from};
  Coordinates at = from;
  while (at.x != to.x) {
    at.x = stepped(at.x, to.x);
    path.push_back(at);
  }
  while (at.y != to.y) {
    at.y = stepped(at.y, to.y);
    path.push_back(at);
  }
  return path;
}

std::vector<std::uint32_t> Mesh::hops_from(Coordinates from) const {
  // XY routes are shortest paths, so their lengths are the distances in the graph.
  std::vector<std::uint32_t> hops(boost::num_vertices(graph_), 0);
  boost::breadth_first_search(graph_, router(from),
                              boost::visitor(boost::make_bfs_visitor(
                                  boost::record_distances(hops.data(), boost::on_tree_edge{}))));
  return hops;
}

}  // namespace engram::hw
