#include "sim/results/layers.hpp"

#include <map>
#include <optional>

namespace engram::sim {
namespace {

class Shares {
 public:
  Shares(const Prepared& prepared, const Outcome& outcome) : prepared_(prepared) {
    const auto& graph = prepared.network.graph;
    for (std::size_t id = 0; id < prepared.chip.populations.size(); ++id) {
      const hw::PopulationSpec& population = prepared.chip.populations[id];
      if (population.input) continue;
      layer_of_population_[id] = shares_.layers.size();
      layer_of_name_[population.name] = shares_.layers.size();
      shares_.layers.push_back({population.name, population.neurons, 0, 0, {}});
    }
    const auto projections = prepared.network.projections();
    for (std::size_t index = 0; index < projections.size(); ++index) {
      const std::size_t layer = layer_of_population_.at(boost::target(projections[index], graph));
      layer_of_name_[graph[projections[index]].name] = layer;
      for (const hw::SampleResult& sample : outcome.samples) {
        shares_.layers[layer].synaptic_operations += sample.synaptic_operations[index];
      }
    }
    for (const auto& [id, layer] : layer_of_population_) {
      for (const hw::SampleResult& sample : outcome.samples) {
        for (const Count count : sample.neuron_spikes[id]) shares_.layers[layer].spikes += count;
      }
    }
  }

  LayerShares take(const energy::Ledger& ledger) {
    for (const energy::LedgerLine& line : ledger.lines) {
      std::optional<std::size_t> layer = by_name(line.region);
      if (!layer) layer = by_core(line.block);
      (layer ? shares_.layers[*layer].energy : shares_.shared) += line.total;
    }
    return std::move(shares_);
  }

 private:
  /// "fc1.delay2.weights": the longest name that a dot follows.
  std::optional<std::size_t> by_name(const std::string& region) const {
    if (region == "state.reset" || region == "accumulator.drain") return std::nullopt;
    for (std::size_t dot = region.rfind('.'); dot != std::string::npos && dot > 0;
         dot = region.rfind('.', dot - 1)) {
      const auto named = layer_of_name_.find(region.substr(0, dot));
      if (named != layer_of_name_.end()) return named->second;
    }
    return std::nullopt;
  }

  std::optional<std::size_t> by_core(const std::string& block) const {
    if (!block.starts_with("core")) return std::nullopt;
    const std::size_t router = std::stoul(block.substr(4));
    std::optional<std::size_t> only;
    for (const hw::CoreSpec& core : prepared_.chip.cores) {
      if (std::size_t{core.y} * prepared_.chip.mesh_width + core.x != router) continue;
      for (const hw::SliceSpec& slice : core.slices) {
        const std::size_t layer = layer_of_population_.at(slice.population);
        if (only && *only != layer) return std::nullopt;
        only = layer;
      }
    }
    return only;
  }

  const Prepared& prepared_;
  LayerShares shares_;
  std::map<std::size_t, std::size_t> layer_of_population_;
  std::map<std::string, std::size_t> layer_of_name_;
};

}  // namespace

LayerShares energy_by_layer(const Prepared& prepared, const Outcome& outcome) {
  return Shares(prepared, outcome).take(outcome.ledgers.front());
}

}  // namespace engram::sim
