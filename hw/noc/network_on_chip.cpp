#include "hw/noc/network_on_chip.hpp"

#include "hw/chip/dram_port.hpp"
#include "hw/noc/make_topology.hpp"

namespace engram::hw {
namespace {

constexpr std::uint32_t kUnknown = ~std::uint32_t{0};

}  // namespace

NetworkOnChip::NetworkOnChip(const ChipSpec& spec) : spec_(spec), topology_(make_topology(spec)) {
  for (const CoreSpec& core : spec.cores) routers_.push_back(router_of(spec, core));
  routers_.push_back(0);
  if (spec.noc.casting == Casting::unicast) return;
  for (const PopulationSpec& population : spec.populations) {
    tree_hops_.emplace_back(population.neurons, kUnknown);
  }
}

Sent NetworkOnChip::emit(std::uint32_t core, std::uint32_t population, std::uint32_t neuron,
                         std::uint32_t count) {
  Sent sent = send(core, population, neuron, count, spec_.populations[population].level);
  if (dram_ == nullptr) return sent;
  dram_->keep(population, neuron, count);
  const std::uint64_t flits = flits_of(count);
  sent.flits += flits;
  counts_.flits += flits;
  counts_.hops += flits * topology_->hops(routers_[core], routers_.back());
  return sent;
}

std::uint64_t NetworkOnChip::emit_from_host(std::uint32_t population, std::uint32_t neuron,
                                            std::uint32_t count, unsigned layer) {
  return send(routers_.size() - 1, population, neuron, count, layer).flits;
}

Sent NetworkOnChip::send(std::size_t endpoint, std::uint32_t population, std::uint32_t neuron,
                         std::uint32_t count, unsigned layer) {
  const std::uint64_t flits = flits_of(count);
  const PopulationSpec& source = spec_.populations[population];
  const auto timestep = static_cast<std::uint32_t>(network_timestep(spec_, source.level, step_));
  std::uint64_t hops = 0;
  cores_reached_.clear();
  for (std::uint64_t at = source.destination_begin[neuron];
       at < source.destination_begin[neuron + 1]; ++at) {
    const Destination& destination = source.destinations[at];
    if (dram_ != nullptr && layer_of(spec_, destination.core) != layer) continue;
    const std::uint32_t distance = topology_->hops(routers_[endpoint], routers_[destination.core]);
    hops += distance;
    cores_reached_.push_back(destination.core);
    cores_[destination.core]->receive(timestep, destination.record, count, flits, distance);
  }
  if (cores_reached_.empty()) return {};
  const bool multicast = spec_.noc.casting == Casting::multicast;
  if (multicast) hops = tree_hops(endpoint, population, neuron);
  const Sent sent{multicast ? flits : flits * cores_reached_.size(), flits * cores_reached_.size()};
  counts_.flits += sent.flits;
  counts_.hops += flits * hops;
  if (log_ != nullptr) write_down((*log_)[endpoint], flits);
  return sent;
}

void NetworkOnChip::write_down(FlitList& list, std::uint64_t flits) const {
  const std::span<const std::uint32_t> all(cores_reached_);
  if (spec_.noc.casting == Casting::multicast) {
    for (std::uint64_t flit = 0; flit < flits; ++flit) list.add(all);
    return;
  }
  for (std::size_t core = 0; core < all.size(); ++core) {
    for (std::uint64_t flit = 0; flit < flits; ++flit) list.add(all.subspan(core, 1));
  }
}

/// The tree of a neuron is the same for all its spikes, but for every layer that takes them.
std::uint32_t NetworkOnChip::tree_hops(std::size_t endpoint, std::uint32_t population,
                                       std::uint32_t neuron) {
  std::uint32_t each_time = kUnknown;
  std::uint32_t& hops = dram_ == nullptr ? tree_hops_[population][neuron] : each_time;
  if (hops == kUnknown) {
    std::vector<RouterId> destinations;
    for (const std::uint32_t core : cores_reached_) destinations.push_back(routers_[core]);
    hops = multicast_hops(*topology_, routers_[endpoint], std::move(destinations));
  }
  return hops;
}

}  // namespace engram::hw
