#include "hw/noc/mesh.hpp"

namespace engram::hw {
namespace {

enum Side : std::size_t { north, east, south, west };

std::uint32_t distance(std::uint32_t a, std::uint32_t b) {
  return a < b ? b - a : a - b;
}

}  // namespace

Mesh::Mesh(std::uint32_t width, std::uint32_t height)
    : Topology(std::size_t{width} * height), width_(width), leaving_(routers()) {
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < width; ++x) coordinates_.push_back({x, y});
  }
  // A flit that leaves to the north enters the neighbour from the south.
  for (RouterId from = 0; from < routers(); ++from) {
    const auto [x, y] = coordinates(from);
    if (y > 0) leaving_[from][north] = add_link(from, from - width, "south");
    if (x + 1 < width) leaving_[from][east] = add_link(from, from + 1, "west");
    if (y + 1 < height) leaving_[from][south] = add_link(from, from + width, "north");
    if (x > 0) leaving_[from][west] = add_link(from, from - 1, "east");
  }
}

ChannelId Mesh::next(RouterId at, RouterId destination) const {
  const Coordinates here = coordinates(at), there = coordinates(destination);
  if (here.x != there.x) return leaving_[at][here.x < there.x ? east : west];
  return leaving_[at][here.y < there.y ? south : north];
}

std::uint32_t Mesh::hops(RouterId from, RouterId to) const {
  const Coordinates here = coordinates(from), there = coordinates(to);
  return distance(here.x, there.x) + distance(here.y, there.y);
}

}  // namespace engram::hw
