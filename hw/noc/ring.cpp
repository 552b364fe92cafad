#include "hw/noc/ring.hpp"

#include <algorithm>

namespace engram::hw {

Ring::Ring(std::uint32_t routers) : Topology(routers) {
  const auto linked = [this](RouterId from, RouterId to) {
    const ChannelId low = add_link(from, to, {}, "low");
    return Lanes{low, add_lane("high")};
  };
  if (routers < 2) return;
  for (RouterId at = 0; at < routers; ++at) {
    clockwise_.push_back(linked(at, (at + 1) % routers));
    // Of two routers the next is the one before: the clockwise links serve both ways.
    if (routers > 2) counterclockwise_.push_back(linked(at, (at + routers - 1) % routers));
  }
}

std::uint32_t Ring::ahead(RouterId from, RouterId to) const {
  return to >= from ? to - from : to + routers() - from;
}

ChannelId Ring::next(RouterId at, RouterId destination) const {
  const std::uint32_t distance = ahead(at, destination);
  const bool ascending = distance <= routers() - distance;
  const Lanes& lanes = ascending ? clockwise_[at] : counterclockwise_[at];
  const bool dateline_ahead = ascending ? destination < at : destination > at;
  return dateline_ahead ? lanes.low : lanes.high;
}

std::uint32_t Ring::hops(RouterId from, RouterId to) const {
  const std::uint32_t distance = ahead(from, to);
  return std::min(distance, routers() - distance);
}

}  // namespace engram::hw
