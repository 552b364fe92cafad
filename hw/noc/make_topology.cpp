#include "hw/noc/make_topology.hpp"

#include <map>

#include "hw/noc/channel_dependency.hpp"
#include "hw/noc/mesh.hpp"
#include "hw/noc/ring.hpp"
#include "hw/noc/table_routed.hpp"
#include "hw/noc/tree.hpp"

namespace engram::hw {
namespace {

std::unique_ptr<Topology> make_table(const ChipSpec& spec) {
  const std::size_t routers = std::size_t{spec.mesh_width} * spec.mesh_height;
  if (spec.noc.next_hops.size() != routers) {
    throw TopologyFault("found " + std::to_string(spec.noc.next_hops.size()) +
                        " routing tables for " + std::to_string(routers) + " routers");
  }
  auto topology = std::make_unique<TableRouted>(spec.noc.channels, spec.noc.next_hops);
  const std::vector<ChannelId> circle = dependency_cycle(*topology);
  if (!circle.empty()) {
    throw TopologyFault("routes can deadlock: these channels wait for each other in a circle: " +
                        cycle_text(*topology, circle));
  }
  return topology;
}

}  // namespace

/// Only tables need the check: the routes of the others are free of deadlock by their order.
std::unique_ptr<Topology> make_topology(const ChipSpec& spec) {
  switch (spec.noc.topology) {
    case NocTopology::ring:
      return std::make_unique<Ring>(spec.mesh_width * spec.mesh_height);
    case NocTopology::tree:
      return std::make_unique<Tree>(spec.mesh_width * spec.mesh_height, spec.noc.arity);
    case NocTopology::table:
      return make_table(spec);
    case NocTopology::mesh:
      break;
  }
  return std::make_unique<Mesh>(spec.mesh_width, spec.mesh_height);
}

RouterId router_of(const ChipSpec& spec, const CoreSpec& core) {
  return core.y * spec.mesh_width + core.x;
}

std::uint64_t router_buffers(const ChipSpec& spec) {
  const std::vector<std::uint32_t> routers = routers_in_use(spec);
  switch (spec.noc.topology) {
    case NocTopology::mesh:
    case NocTopology::ring:
      return 5 * routers.size();
    case NocTopology::tree:
      return (spec.noc.arity + std::uint64_t{2}) * routers.size();
    case NocTopology::table:
      break;
  }
  std::uint64_t buffers = routers.size();
  for (const std::uint32_t router : routers) {
    for (const auto& [from, to] : spec.noc.channels) buffers += to == router ? 1 : 0;
  }
  return buffers;
}

std::uint32_t multicast_hops(const Topology& topology, RouterId from,
                             std::vector<RouterId> destinations) {
  std::map<ChannelId, std::vector<RouterId>> branches;
  for (const RouterId destination : destinations) {
    if (destination != from) branches[topology.next(from, destination)].push_back(destination);
  }
  std::uint32_t hops = 0;
  for (auto& [channel, behind] : branches) {
    hops += 1 + multicast_hops(topology, topology.channels()[channel].to, std::move(behind));
  }
  return hops;
}

}  // namespace engram::hw
