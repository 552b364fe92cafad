#pragma once

#include "hw/noc/topology.hpp"

namespace engram::hw {

/// Channel dependency graph: a vertex a channel; an edge from c to d where some route, between
/// any two routers, crosses d right after c: a flit in the buffer of c then waits for the buffer of
/// d.
using ChannelDependencies = boost::adjacency_list<boost::setS, boost::vecS, boost::directedS>;

ChannelDependencies channel_dependencies(const Topology& topology);

/// Channels that wait for each other in a circle, from the lowest on; empty if there is none, and
/// then the routes cannot deadlock (Dally and Seitz, "Deadlock-free message routing in
/// multiprocessor interconnection networks", IEEE Trans. Computers C-36, 1987, theorem 1). That
/// holds for multicast too: a flit is a packet of its own, its copies leave a buffer one by one,
/// and each of them waits along an edge of this graph. O(routers^2).
std::vector<ChannelId> dependency_cycle(const Topology& topology);

/// "r0->r1, r1->r2, r2->r0".
std::string cycle_text(const Topology& topology, const std::vector<ChannelId>& cycle);

}  // namespace engram::hw
