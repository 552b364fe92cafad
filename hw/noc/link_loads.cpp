#include "hw/noc/link_loads.hpp"

#include <map>

#include "hw/noc/make_topology.hpp"

namespace engram::hw {
namespace {

/// Sends `flits` to every destination on a way of its own.
void unicast(const Topology& topology, RouterId from, const std::vector<RouterId>& destinations,
             Count flits, std::vector<Count>& loads) {
  for (const RouterId destination : destinations) {
    for (RouterId at = from; at != destination;) {
      const Channel& channel = topology.channels()[topology.next(at, destination)];
      loads[channel.link] += flits;
      at = channel.to;
    }
  }
}

/// Sends `flits` once, copied where the ways part; as multicast_hops.
void multicast(const Topology& topology, RouterId from, const std::vector<RouterId>& destinations,
               Count flits, std::vector<Count>& loads) {
  std::map<ChannelId, std::vector<RouterId>> branches;
  for (const RouterId destination : destinations) {
    if (destination != from) branches[topology.next(from, destination)].push_back(destination);
  }
  for (const auto& [id, behind] : branches) {
    const Channel& channel = topology.channels()[id];
    loads[channel.link] += flits;
    multicast(topology, channel.to, behind, flits, loads);
  }
}

/// The router of every neuron, [population][neuron]; inputs are the host's.
std::vector<std::vector<RouterId>> homes(const ChipSpec& spec) {
  std::vector<std::vector<RouterId>> homes;
  for (const PopulationSpec& population : spec.populations) {
    homes.emplace_back(population.neurons, 0);
  }
  for (const CoreSpec& core : spec.cores) {
    for (const SliceSpec& slice : core.slices) {
      for (std::uint32_t neuron = 0; neuron < slice.count; ++neuron) {
        homes[slice.population][slice.first + neuron] = router_of(spec, core);
      }
    }
  }
  return homes;
}

}  // namespace

bool spikes_are_all_traffic(const ChipSpec& spec) {
  return spec.payload == Payload::unit && !spec.learning && !spec.dram &&
         spec.schedule != Schedule::layer_by_layer;
}

std::vector<Count> link_loads(const ChipSpec& spec, const Topology& topology,
                              const std::vector<std::vector<Count>>& spikes) {
  std::vector<Count> loads(topology.links(), 0);
  const auto send = spec.noc.casting == Casting::multicast ? multicast : unicast;
  const std::vector<std::vector<RouterId>> routers = homes(spec);
  // Neighbours mostly have their home and their destinations in common: they are sent together.
  RouterId from = 0;
  std::vector<RouterId> destinations, of_neuron;
  Count flits = 0;
  for (std::size_t id = 0; id < spec.populations.size(); ++id) {
    const PopulationSpec& population = spec.populations[id];
    for (std::uint32_t neuron = 0; neuron < population.neurons; ++neuron) {
      if (spikes[id][neuron] == 0) continue;
      of_neuron.clear();
      for (std::uint64_t at = population.destination_begin[neuron];
           at < population.destination_begin[neuron + 1]; ++at) {
        of_neuron.push_back(router_of(spec, spec.cores[population.destinations[at].core]));
      }
      if (routers[id][neuron] != from || of_neuron != destinations) {
        if (flits > 0) send(topology, from, destinations, flits, loads);
        from = routers[id][neuron];
        destinations.swap(of_neuron);
        flits = 0;
      }
      flits += spikes[id][neuron];
    }
  }
  if (flits > 0) send(topology, from, destinations, flits, loads);
  return loads;
}

}  // namespace engram::hw
