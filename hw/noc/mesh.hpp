#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <cstdint>
#include <vector>

namespace engram::hw {

struct Coordinates {
  std::uint32_t x = 0, y = 0;
  friend bool operator==(const Coordinates&, const Coordinates&) = default;
};

/// A mesh of width x height routers (vertices, row by row) joined by links (edges), routed first
/// along x, then along y (Dally and Seitz 1987: the order excludes deadlock). Routes are minimal.
class Mesh {
 public:
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;

  /// Precondition: width, height >= 1.
  Mesh(std::uint32_t width, std::uint32_t height);

  /// The routers that a flit passes, both ends included.
  std::vector<Coordinates> route(Coordinates from, Coordinates to) const;
  /// Links between `from` and each router, by router index.
  std::vector<std::uint32_t> hops_from(Coordinates from) const;
  std::size_t router(Coordinates at) const { return std::size_t{at.y} * width_ + at.x; }
  const Graph& graph() const { return graph_; }

 private:
  std::uint32_t width_;
  Graph graph_;
};

}  // namespace engram::hw
