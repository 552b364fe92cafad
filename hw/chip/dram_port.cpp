#include "hw/chip/dram_port.hpp"

#include <algorithm>
#include <set>

#include "hw/core/core_activity.hpp"
#include "hw/core/routing_tables.hpp"
#include "hw/noc/network_on_chip.hpp"

namespace engram::hw {

DramPort::DramPort(const ChipSpec& spec) : spec_(spec), model_(*spec.dram) {
  const unsigned layers = levels_of(spec);
  loads_of_.resize(layers);
  sources_.resize(layers);
  spiking_.resize(layers);
  loads_.assign(layers, 0);
  for (std::uint32_t core = 0; core < spec.cores.size(); ++core) add_core(core);
  spike_line_.assign(spec.populations.size(), 0);
  for (std::uint32_t id = 0; id < spec.populations.size(); ++id) {
    const PopulationSpec& population = spec.populations[id];
    if (population.input || !population.spiking) continue;
    spiking_[population.level].push_back(id);
    spike_line_[id] = line(population.name + ".spikes", Part::state_memory);
  }
  add_sources();
}

std::size_t DramPort::line(const std::string& name, Part part) {
  const auto found = std::find_if(lines_.begin(), lines_.end(),
                                  [&](const DramLine& line) { return line.name == name; });
  const auto at = static_cast<std::size_t>(found - lines_.begin());
  if (found == lines_.end()) lines_.push_back({name, part, {}});
  return at;
}

void DramPort::add_core(std::uint32_t index) {
  const CoreSpec& core = spec_.cores[index];
  if (core.slices.empty()) return;
  std::vector<Load>& loads = loads_of_[layer_of(spec_, index)];
  for (const ImageSpec& image : core.images) {
    for (const Region& region : image.image->regions) {
      const std::uint64_t words = region.data.words();
      if (words == 0) continue;
      loads.push_back({line(image.projection + "." + region.name, region_part(region.kind)), words,
                       words * region.data.word_bits(), spec_.banks});
    }
  }
  const std::string& population = spec_.populations[core.slices.front().population].name;
  const auto add_table = [&](const char* name, const TableShape& table) {
    if (table.records == 0) return;
    loads.push_back({line(population + "." + name, Part::routing_memory), table.words(),
                     table.words() * table.word_bits, 1});
  };
  add_table("destination_table", destination_table(spec_, index));
  add_table("axon_table", axon_table(core));
  for (const SliceSpec& slice : core.slices) {
    if (slice.parameter_bits == 0) continue;
    loads.push_back(
        {line(spec_.populations[slice.population].name + ".parameters", Part::state_memory),
         slice.count, Count{slice.count} * slice.parameter_bits, 1});
  }
}

void DramPort::add_sources() {
  std::vector<std::set<std::uint32_t>> sources(sources_.size());
  for (std::uint32_t id = 0; id < spec_.populations.size(); ++id) {
    const PopulationSpec& population = spec_.populations[id];
    if (population.input) continue;
    for (const Destination& to : population.destinations) {
      const unsigned layer = layer_of(spec_, to.core);
      if (layer != population.level) sources[layer].insert(id);
    }
  }
  for (std::size_t layer = 0; layer < sources.size(); ++layer) {
    sources_[layer].assign(sources[layer].begin(), sources[layer].end());
  }
}

void DramPort::reset(std::uint32_t timesteps) {
  for (DramLine& line : lines_) line.counts = {};
  loads_.assign(loads_.size(), 0);
  kept_.resize(spec_.populations.size());
  for (KeptSpikes& kept : kept_) {
    kept.events.clear();
    kept.ends.assign(timesteps, 0);
  }
  layer_.reset();
}

StoredTile DramPort::list_tile(std::uint32_t population, std::uint32_t timestep) const {
  const Count words = 1 + list(population, timestep).size();
  return {words, words * kFlitBits, 0};
}

/// Core by core and memory by memory; one whose words are narrow takes as long as its banks do.
Count DramPort::load(unsigned layer) {
  ++loads_[layer];
  Count cycles = 0;
  for (const Load& load : loads_of_[layer]) {
    const Count fetched = model_.read({load.words, load.bits, 0}, lines_[load.line].counts);
    cycles += std::max(fetched, (load.words + load.banks - 1) / load.banks);
  }
  return cycles;
}

Count DramPort::begin(unsigned layer, std::uint32_t timestep) {
  Count cycles = end();
  if (timestep == 0) cycles += load(layer);
  for (const std::uint32_t source : sources_[layer]) {
    cycles += model_.read(list_tile(source, timestep), lines_[spike_line_[source]].counts);
  }
  layer_ = layer;
  timestep_ = timestep;
  for (const std::uint32_t population : spiking_[layer]) {
    kept_[population].ends[timestep] = kept_[population].events.size();
  }
  return cycles;
}

Count DramPort::end() {
  Count cycles = 0;
  if (!layer_) return cycles;
  for (const std::uint32_t population : spiking_[*layer_]) {
    cycles +=
        model_.write(list_tile(population, timestep_), lines_[spike_line_[population]].counts);
  }
  layer_.reset();
  return cycles;
}

}  // namespace engram::hw
