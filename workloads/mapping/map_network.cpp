#include <algorithm>

#include "workloads/mapping/mapping.hpp"
#include "workloads/mapping/slice_search.hpp"
#include "workloads/network/layer_order.hpp"

namespace engram::workloads {
namespace {

std::vector<PopulationId> populations_in_order(const Network& network, MappingStrategy strategy) {
  const std::vector<unsigned> level =
      strategy == MappingStrategy::in_turn ? layer_order(network) : levels(network);
  std::vector<PopulationId> order;
  for (PopulationId id = 0; id < level.size(); ++id) {
    if (network.graph[id].step.model != NeuronModel::input) order.push_back(id);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](PopulationId a, PopulationId b) { return level[a] < level[b]; });
  return order;
}

std::string cores_text(std::uint64_t cores) {
  return std::to_string(cores) + (cores == 1 ? " core" : " cores");
}

/// Refuses by the number of neurons alone, before anything is encoded.
void check_neurons(const Network& network, const std::vector<PopulationId>& order,
                   const MappingLimits& limits) {
  if (limits.neurons == 0) {
    throw MappingRefused("mapping: a core holds 0 neurons (expected at least 1)");
  }
  const bool in_turn = limits.strategy == MappingStrategy::in_turn;
  std::uint64_t neurons = 0, cores = 0, used = 0;
  std::string first_outside;
  for (const PopulationId id : order) {
    const std::uint64_t size = network.graph[id].shape.size();
    if (in_turn && cores > limits.cores) break;
    if (in_turn) neurons = cores = 0;
    neurons += size;
    if (limits.strategy != MappingStrategy::packed) used = 0;
    const std::uint64_t room = used == 0 ? 0 : limits.neurons - used;
    const std::uint64_t beyond = size > room ? size - room : 0;
    cores += (beyond + limits.neurons - 1) / limits.neurons;
    used = beyond == 0 ? used + size : (beyond - 1) % limits.neurons + 1;
    if (cores > limits.cores && first_outside.empty()) first_outside = network.graph[id].name;
  }
  if (cores <= limits.cores) return;
  throw MappingRefused("mapping: population '" + first_outside +
                       "' does not fit: " + (in_turn ? "its " : "the network's ") +
                       std::to_string(neurons) + " neurons need at least " + cores_text(cores) +
                       " of " + std::to_string(limits.neurons) + " neurons, the chip has " +
                       std::to_string(limits.cores));
}

/// Fills cores in order. Beyond the last core it goes on counting, so that a refusal can say how
/// many cores the network needs, but keeps nothing.
class CoreFiller {
 public:
  CoreFiller(const Network& network, const MappingLimits& limits, SliceMatrices& matrices)
      : network_(network), limits_(limits), matrices_(matrices) {}

  void place(PopulationId population, const std::function<EncodingChoice(std::uint32_t)>& choice) {
    const SliceSearch search(network_, population, choice, matrices_);
    const auto size = static_cast<std::uint32_t>(network_.graph[population].shape.size());
    if (limits_.strategy != MappingStrategy::packed) close();
    if (limits_.strategy == MappingStrategy::in_turn) {
      check_room();
      used_cores_ = 0;
    }
    std::uint32_t guess = size;
    for (std::uint32_t first = 0; first < size;) {
      if (neurons_ == limits_.neurons) close();
      const std::uint32_t limit = std::min(limits_.neurons - neurons_, size - first);
      const std::uint64_t available = limits_.synapse_memory_bits - core_.synapse_bits;
      SliceAttempt slice = search.longest(first, limit, available, guess);
      if (slice.count == 0 && core_.slices.empty()) refuse_one(population, first, search);
      if (neurons_ == 0) guess = slice.count;  // the next core is empty too
      const bool full = slice.count < limit;
      first += slice.count;
      if (slice.count > 0) add(population, first - slice.count, std::move(slice));
      if (full) close();
    }
  }

  Mapping finish() {
    close();
    check_room();
    return std::move(mapping_);
  }

 private:
  void check_room() const {
    if (used_cores_ <= limits_.cores) return;
    const bool in_turn = limits_.strategy == MappingStrategy::in_turn;
    throw MappingRefused("mapping: population '" + first_outside_ +
                         "' does not fit: " + (in_turn ? "it" : "the network") + " needs " +
                         cores_text(used_cores_) + " of " + std::to_string(limits_.neurons) +
                         " neurons and " + std::to_string(limits_.synapse_memory_bits) +
                         " bits of synapse memory, the chip has " + std::to_string(limits_.cores));
  }

  void add(PopulationId population, std::uint32_t first, SliceAttempt slice) {
    if (used_cores_ >= limits_.cores && first_outside_.empty()) {
      first_outside_ = network_.graph[population].name;
    }
    const auto index = static_cast<std::uint32_t>(core_.slices.size());
    core_.slices.push_back({population, first, slice.count, neurons_});
    neurons_ += slice.count;
    core_.synapse_bits += slice.bits;
    if (used_cores_ >= limits_.cores) return;
    for (PlacedImage& image : slice.images) {
      image.slice = index;
      core_.images.push_back(std::move(image));
    }
  }

  void close() {
    if (core_.slices.empty()) return;
    ++used_cores_;
    if (used_cores_ <= limits_.cores) {
      std::sort(
          core_.images.begin(), core_.images.end(),
          [](const PlacedImage& a, const PlacedImage& b) { return a.projection < b.projection; });
      core_.site = static_cast<std::uint32_t>(used_cores_ - 1);
      mapping_.cores.push_back(std::move(core_));
    }
    core_ = {};
    neurons_ = 0;
  }

  [[noreturn]] void refuse_one(PopulationId population, std::uint32_t neuron,
                               const SliceSearch& search) const {
    throw MappingRefused(
        "mapping: neuron " + std::to_string(neuron) + " of population '" +
        network_.graph[population].name + "' does not fit a core: its synapses need " +
        std::to_string(search.bits_of_one(neuron)) + " bits of synapse memory, a core has " +
        std::to_string(limits_.synapse_memory_bits));
  }

  const Network& network_;
  const MappingLimits& limits_;
  SliceMatrices& matrices_;
  Mapping mapping_;
  CorePlan core_;              // being filled
  std::uint32_t neurons_ = 0;  // on it
  std::uint64_t used_cores_ = 0;
  std::string first_outside_;
};

}  // namespace

Mapping map_network(const Network& network, const MappingLimits& limits,
                    const std::function<EncodingChoice(std::uint32_t)>& choice,
                    SliceMatrices* matrices) {
  const std::vector<PopulationId> order = populations_in_order(network, limits.strategy);
  check_neurons(network, order, limits);
  SliceMatrices own;
  CoreFiller filler(network, limits, matrices == nullptr ? own : *matrices);
  for (const PopulationId population : order) filler.place(population, choice);
  return filler.finish();
}

}  // namespace engram::workloads
