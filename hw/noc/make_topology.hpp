#pragma once

#include <memory>

#include "hw/chip/chip_spec.hpp"
#include "hw/noc/topology.hpp"

namespace engram::hw {

/// The routers of a chip and the links between them. Throws TopologyFault: channels and tables that
/// make no network, or routes that can deadlock, with the channels that wait for each other.
std::unique_ptr<Topology> make_topology(const ChipSpec& spec);

/// The router of a core.
RouterId router_of(const ChipSpec& spec, const CoreSpec& core);

/// Input buffers of the routers that cores in use sit at: one a link (virtual channel) that can
/// enter one, and one for its core. A mesh router has five, also at a border.
std::uint64_t router_buffers(const ChipSpec& spec);

/// Links that one flit to all of `destinations` crosses, copied where routes part.
std::uint32_t multicast_hops(const Topology& topology, RouterId from,
                             std::vector<RouterId> destinations);

}  // namespace engram::hw
