#pragma once

#include <array>

#include "hw/noc/topology.hpp"

namespace engram::hw {

struct Coordinates {
  std::uint32_t x = 0, y = 0;
  friend bool operator==(const Coordinates&, const Coordinates&) = default;
};

/// A mesh of width x height routers, numbered row by row from the north-west corner, routed first
/// along x, then along y (Dally and Seitz 1987: the order excludes deadlock). Routes are minimal.
class Mesh final : public Topology {
 public:
  /// Precondition: width, height >= 1.
  Mesh(std::uint32_t width, std::uint32_t height);

  ChannelId next(RouterId at, RouterId destination) const override;
  /// |dx| + |dy|, without a walk: the chip asks for every flit.
  std::uint32_t hops(RouterId from, RouterId to) const override;

  RouterId router(Coordinates at) const { return at.y * width_ + at.x; }
  Coordinates coordinates(RouterId router) const { return coordinates_[router]; }

 private:
  std::uint32_t width_;
  std::vector<Coordinates> coordinates_;           ///< [router]: looked up, a division costs more
  std::vector<std::array<ChannelId, 4>> leaving_;  ///< [router][north, east, south, west]
};

}  // namespace engram::hw
