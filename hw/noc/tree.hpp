#pragma once

#include "hw/noc/topology.hpp"

namespace engram::hw {

/// Routers 0 .. n-1 as a tree filled level by level: router 0 is the root, the children of r are
/// arity * r + 1 .. arity * r + arity. A flit goes up to the lowest common ancestor, then down.
/// Nothing turns up again after it went down, so channels wait for each other in one order only and
/// routes cannot deadlock. Every router may have endpoints, inner ones too.
class Tree final : public Topology {
 public:
  /// Precondition: routers, arity >= 1 (arity 1 is a line).
  Tree(std::uint32_t routers, std::uint32_t arity);

  ChannelId next(RouterId at, RouterId destination) const override;

 private:
  RouterId parent(RouterId router) const { return (router - 1) / arity_; }

  std::uint32_t arity_;
  std::vector<ChannelId> up_, down_;  ///< [router]: to its parent, from its parent; unused at 0
};

}  // namespace engram::hw
