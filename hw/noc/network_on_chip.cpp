#include "hw/noc/network_on_chip.hpp"

namespace engram::hw {

NetworkOnChip::NetworkOnChip(const ChipSpec& spec)
    : spec_(spec), mesh_(spec.mesh_width, spec.mesh_height) {
  for (const CoreSpec& core : spec.cores) routers_.push_back(mesh_.router({core.x, core.y}));
  routers_.push_back(mesh_.router({0, 0}));
}

std::uint64_t NetworkOnChip::emit(std::uint32_t core, std::uint32_t population,
                                  std::uint32_t neuron, std::uint32_t count) {
  return send(core, population, neuron, count);
}

std::uint64_t NetworkOnChip::emit_from_host(std::uint32_t population, std::uint32_t neuron,
                                            std::uint32_t count) {
  return send(routers_.size() - 1, population, neuron, count);
}

std::uint64_t NetworkOnChip::send(std::size_t endpoint, std::uint32_t population,
                                  std::uint32_t neuron, std::uint32_t count) {
  const std::uint64_t flits = spec_.payload == Payload::unit ? count : 1;
  const PopulationSpec& source = spec_.populations[population];
  std::uint64_t sent = 0;
  for (std::uint64_t at = source.destination_begin[neuron];
       at < source.destination_begin[neuron + 1]; ++at) {
    const Destination& destination = source.destinations[at];
    const std::uint32_t distance = mesh_.hops(routers_[endpoint], routers_[destination.core]);
    sent += flits;
    if (log_ != nullptr) (*log_)[endpoint].insert((*log_)[endpoint].end(), flits, destination.core);
    counts_.flits += flits;
    counts_.hops += flits * distance;
    cores_[destination.core]->receive(destination.record, count, flits, distance);
  }
  return sent;
}

}  // namespace engram::hw
