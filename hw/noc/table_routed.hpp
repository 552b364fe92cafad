#pragma once

#include <utility>

#include "hw/noc/topology.hpp"

namespace engram::hw {

/// Stands in a table where there is no next hop. A fault, except for a router to itself.
inline constexpr RouterId kNoRouter = ~RouterId{0};

/// Next hops, [router][destination]: the neighbour to which a router passes a flit on. What a table
/// says of its own router is not read.
using NextHops = std::vector<std::vector<RouterId>>;

/// Any directed graph of channels, with a routing table a router.
class TableRouted final : public Topology {
 public:
  /// There are as many routers as tables. Throws TopologyFault with every fault at once: a channel
  /// given twice, to itself or between routers that do not exist; a table of the wrong length; a
  /// hole; a next hop that is no neighbour; a circle in which flits for a destination would run.
  TableRouted(const std::vector<std::pair<RouterId, RouterId>>& channels, const NextHops& tables);

  ChannelId next(RouterId at, RouterId destination) const override;

 private:
  std::vector<std::vector<ChannelId>> next_;  ///< [router][destination]
};

}  // namespace engram::hw
