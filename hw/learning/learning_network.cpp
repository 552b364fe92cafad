#include "hw/learning/learning_network.hpp"

#include "hw/learning/learning_stages.hpp"
#include "hw/noc/make_topology.hpp"
#include "memory/encoding.hpp"
#include "memory/learning_controller.hpp"

namespace engram::hw {

LearningNetwork::LearningNetwork(const ChipSpec& spec)
    : spec_(spec),
      topology_(make_topology(spec)),
      homes_(spec.populations.size()),
      copies_(spec.projections.size()) {
  for (std::size_t id = 0; id < spec.populations.size(); ++id) {
    if (!spec.populations[id].input) homes_[id].resize(spec.populations[id].neurons);
  }
  for (std::uint32_t core = 0; core < spec.cores.size(); ++core) {
    routers_.push_back(router_of(spec, spec.cores[core]));
    place_neurons(core);
    for (std::uint32_t image = 0; image < spec.cores[core].images.size(); ++image) {
      const ImageSpec& held = spec.cores[core].images[image];
      const bool shared = held.image->sharing == Sharing::kernel;
      if (!shared || !learns(spec, held)) continue;
      copies_[held.order].push_back({core, image, {}});
      std::vector<std::uint8_t>& holds = copies_[held.order].back().holds;
      for (const KernelWeight& weight : kernel_weights(*held.image)) {
        if (holds.size() <= weight.kernel_weight) holds.resize(weight.kernel_weight + 1, 0);
        holds[weight.kernel_weight] = 1;
      }
    }
  }
  routers_.push_back(0);
}

void LearningNetwork::place_neurons(std::uint32_t core) {
  const CoreSpec& placed = spec_.cores[core];
  for (std::uint32_t slice = 0; slice < placed.slices.size(); ++slice) {
    const SliceSpec& part = placed.slices[slice];
    for (std::uint32_t neuron = 0; neuron < part.count; ++neuron) {
      homes_[part.population][part.first + neuron] = {core, slice, neuron};
    }
  }
}

std::uint32_t LearningNetwork::hops(std::uint32_t from, std::uint32_t to) const {
  return topology_->hops(routers_[from], routers_[to]);
}

void LearningNetwork::write_down(std::size_t from, std::uint32_t to, FlitKind kind) {
  if (log_ != nullptr) (*log_)[from].add({&to, 1}, kind);
}

void LearningNetwork::send_target(const TargetCount& target) {
  const Home& home = homes_[target.population][target.neuron];
  const std::uint32_t distance = hops(static_cast<std::uint32_t>(routers_.size() - 1), home.core);
  ++traffic_.target_flits;
  traffic_.target_hops += distance;
  write_down(routers_.size() - 1, home.core, FlitKind::target);
  cores_[home.core]->receive_target(home.slice, home.neuron, target.count, distance);
}

std::uint64_t LearningNetwork::send_error(std::uint32_t core, std::uint32_t population,
                                          std::uint32_t neuron, std::int64_t sum) {
  const Home& home = homes_[population][neuron];
  const std::uint64_t flits = home.core == core ? 0 : 1;
  const std::uint32_t distance = hops(core, home.core);
  traffic_.error_flits += flits;
  traffic_.error_hops += flits * distance;
  if (flits > 0) write_down(core, home.core, FlitKind::sum);
  cores_[home.core]->receive_error(home.slice, home.neuron, sum, flits, distance);
  return flits;
}

std::uint64_t LearningNetwork::send_gradient(std::uint32_t core, std::uint32_t image,
                                             std::uint32_t entry, std::int64_t sum) {
  std::uint64_t sent = 0;
  for (const Copy& copy : copies_[spec_.cores[core].images[image].order]) {
    if (copy.core == core && copy.image == image) continue;
    if (entry >= copy.holds.size() || copy.holds[entry] == 0) continue;
    const std::uint64_t flits = copy.core == core ? 0 : 1;
    const std::uint32_t distance = hops(core, copy.core);
    traffic_.gradient_flits += flits;
    traffic_.gradient_hops += flits * distance;
    if (flits > 0) write_down(core, copy.core, FlitKind::sum);
    cores_[copy.core]->receive_gradient(copy.image, entry, sum, flits, distance);
    sent += flits;
  }
  return sent;
}

}  // namespace engram::hw
