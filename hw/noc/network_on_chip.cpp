#include "hw/noc/network_on_chip.hpp"

namespace engram::hw {

NetworkOnChip::NetworkOnChip(const ChipSpec& spec)
    : spec_(spec), mesh_(spec.mesh_width, spec.mesh_height) {
  for (const CoreSpec& core : spec.cores) endpoints_.push_back({core.x, core.y});
  endpoints_.push_back({0, 0});
  for (const Coordinates& endpoint : endpoints_) routers_.push_back(mesh_.router(endpoint));
  hops_.resize(endpoints_.size());
}

std::uint64_t NetworkOnChip::emit(std::uint32_t core, std::uint32_t population,
                                  std::uint32_t neuron, std::uint32_t count) {
  return send(core, population, neuron, count);
}

std::uint64_t NetworkOnChip::emit_from_host(std::uint32_t population, std::uint32_t neuron,
                                            std::uint32_t count) {
  return send(endpoints_.size() - 1, population, neuron, count);
}

std::uint64_t NetworkOnChip::send(std::size_t endpoint, std::uint32_t population,
                                  std::uint32_t neuron, std::uint32_t count) {
  std::vector<std::uint32_t>& hops = hops_[endpoint];
  if (hops.empty()) hops = mesh_.hops_from(endpoints_[endpoint]);
  const std::uint64_t flits = spec_.payload == Payload::unit ? count : 1;
  const PopulationSpec& source = spec_.populations[population];
  std::uint64_t sent = 0;
  for (std::uint64_t at = source.destination_begin[neuron];
       at < source.destination_begin[neuron + 1]; ++at) {
    const Destination& destination = source.destinations[at];
    const std::uint32_t distance = hops[routers_[destination.core]];
    sent += flits;
    counts_.flits += flits;
    counts_.hops += flits * distance;
    cores_[destination.core]->receive(destination.record, count, flits, distance);
  }
  return sent;
}

}  // namespace engram::hw
