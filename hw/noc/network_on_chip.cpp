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
  const auto follows = [](const Destination& a, const Destination& b) {
    return b.core == a.core && b.record == a.record + 1;
  };
  for (const PopulationSpec& population : spec.populations) {
    ranges_.emplace_back(population.destination_begin, population.destinations, follows);
  }
  if (spec.noc.casting == Casting::unicast) return;
  for (const PopulationSpec& population : spec.populations) {
    tree_hops_.emplace_back(population.neurons, kUnknown);
  }
}

Sent NetworkOnChip::emit(std::uint32_t core, std::uint32_t population, std::uint32_t first,
                         std::span<const NeuronSpike> spikes) {
  Sent sent = send(core, population, first, spikes, spec_.populations[population].level);
  if (dram_ == nullptr) return sent;
  for (const NeuronSpike& spike : spikes) {
    dram_->keep(population, first + spike.neuron, spike.count);
    const std::uint64_t flits = flits_of(spike.count);
    sent.flits += flits;
    counts_.flits += flits;
    counts_.hops += flits * topology_->hops(routers_[core], routers_.back());
  }
  return sent;
}

std::uint64_t NetworkOnChip::emit_from_host(std::uint32_t population,
                                            std::span<const NeuronSpike> spikes, unsigned layer) {
  return send(routers_.size() - 1, population, 0, spikes, layer).flits;
}

/// Layer by layer, the others are not there.
std::span<const Destination> NetworkOnChip::of_layer(std::span<const Destination> all,
                                                     unsigned layer) {
  if (dram_ == nullptr) return all;
  of_layer_.clear();
  for (const Destination& one : all) {
    if (layer_of(spec_, one.core) == layer) of_layer_.push_back(one);
  }
  return of_layer_;
}

Sent NetworkOnChip::send(std::size_t endpoint, std::uint32_t population, std::uint32_t first,
                         std::span<const NeuronSpike> spikes, unsigned layer) {
  const PopulationSpec& source = spec_.populations[population];
  const bool multicast = spec_.noc.casting == Casting::multicast;
  Sent sent;
  std::uint64_t tree_hops_of_all = 0;
  for (std::size_t done = 0, next = 0; done < spikes.size(); done = next) {
    const auto [like, end, size, begin] = ranges_[population].of(first + spikes[done].neuron);
    while (next < spikes.size() && first + spikes[next].neuron - like < end - like) ++next;
    const std::span<const Destination> reached =
        of_layer({source.destinations.data() + begin, size}, layer);
    if (reached.empty()) continue;
    const std::span<const NeuronSpike> some = spikes.subspan(done, next - done);
    const std::uint64_t flits = flits_of(some);
    for (const Destination& destination : reached) put(destination, like, first, some, flits);
    sent.destinations += flits * reached.size();
    sent.flits += multicast ? flits : flits * reached.size();
    if (multicast) {  // of one of them: they have the endpoint in common
      const std::uint32_t neuron = first + some.front().neuron;
      tree_hops_of_all += flits * tree_hops(endpoint, population, neuron, reached);
    }
    if (log_ == nullptr) continue;
    for (const NeuronSpike& spike : some) {
      write_down((*log_)[endpoint], reached, flits_of(spike.count));
    }
  }
  const auto timestep = static_cast<std::uint32_t>(network_timestep(spec_, source.level, step_));
  const std::uint64_t unicast_hops = deliver(endpoint, timestep);
  counts_.flits += sent.flits;
  counts_.hops += multicast ? tree_hops_of_all : unicast_hops;
  return sent;
}

std::uint64_t NetworkOnChip::flits_of(std::span<const NeuronSpike> spikes) const {
  std::uint64_t flits = 0;
  for (const NeuronSpike& spike : spikes) flits += flits_of(spike.count);
  return flits;
}

/// Spikes of neurons that reach `destination`, if they are neuron `like`, or else the records
/// behind it.
void NetworkOnChip::put(const Destination& destination, std::uint32_t like, std::uint32_t first,
                        std::span<const NeuronSpike> spikes, std::uint64_t flits) {
  Outbox& outbox = outboxes_[destination.core];
  if (outbox.events.empty()) cores_reached_.push_back(destination.core);
  outbox.flits += flits;
  for (const NeuronSpike& spike : spikes) {
    outbox.events.push_back({destination.record + (first + spike.neuron - like), spike.count});
  }
}

/// Empties the outboxes. Returns the links that their flits cross one by one.
std::uint64_t NetworkOnChip::deliver(std::size_t endpoint, std::uint32_t timestep) {
  std::uint64_t hops = 0;
  for (const std::uint32_t core : cores_reached_) {
    Outbox& outbox = outboxes_[core];
    const std::uint32_t distance = topology_->hops(routers_[endpoint], routers_[core]);
    hops += outbox.flits * distance;
    cores_[core]->receive(timestep, outbox.events, outbox.flits, distance);
    outbox.events.clear();
    outbox.flits = 0;
  }
  cores_reached_.clear();
  return hops;
}

void NetworkOnChip::write_down(FlitList& list, std::span<const Destination> reached,
                               std::uint64_t flits) {
  copies_.clear();
  for (const Destination& destination : reached) copies_.push_back(destination.core);
  const std::span<const std::uint32_t> all(copies_);
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
                                       std::uint32_t neuron, std::span<const Destination> reached) {
  std::uint32_t each_time = kUnknown;
  std::uint32_t& hops = dram_ == nullptr ? tree_hops_[population][neuron] : each_time;
  if (hops == kUnknown) {
    std::vector<RouterId> routers;
    for (const Destination& destination : reached) routers.push_back(routers_[destination.core]);
    hops = multicast_hops(*topology_, routers_[endpoint], std::move(routers));
  }
  return hops;
}

}  // namespace engram::hw
