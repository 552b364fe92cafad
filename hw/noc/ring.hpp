#pragma once

#include <array>

#include "hw/noc/topology.hpp"

namespace engram::hw {

/// Routers 0 .. n-1 in a circle, linked both ways, routed the shorter way round; if both are as
/// long, clockwise (ascending). Two routers have one link each way.
///
/// One channel a link would close a circle of waiting buffers, so each link has two virtual
/// channels with a dateline between router n-1 and router 0 (Dally and Seitz 1987, section 4): a
/// flit that has yet to cross it travels on `low`, afterwards and otherwise on `high`. No flit is
/// on `low` behind the dateline or on `high` across it, so neither lane is a circle.
class Ring final : public Topology {
 public:
  /// Precondition: routers >= 1.
  explicit Ring(std::uint32_t routers);

  ChannelId next(RouterId at, RouterId destination) const override;
  /// min(d, n - d) with d = |to - from|.
  std::uint32_t hops(RouterId from, RouterId to) const override;

 private:
  /// The clockwise distance.
  std::uint32_t ahead(RouterId from, RouterId to) const;

  struct Lanes {
    ChannelId low = 0, high = 0;
  };
  std::vector<Lanes> clockwise_, counterclockwise_;  ///< [router]: the link that leaves it
};

}  // namespace engram::hw
