#include "hw/chip/check_spec.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

#include "hw/core/routing_tables.hpp"
#include "hw/learning/check_learning.hpp"

namespace engram::hw {
namespace {

constexpr std::uint64_t kMostRouters = std::uint64_t{1} << 20;
constexpr unsigned kLargestShift = 32;

[[noreturn]] void refuse(const std::string& fault) {
  throw std::invalid_argument("chip: " + fault);
}

/// Not for what is asked of every neuron or axon: the text is put together in any case.
void require(bool condition, const std::string& fault) {
  if (!condition) refuse(fault);
}

void require(bool condition, const char* fault) {
  if (!condition) refuse(fault);
}

std::string core_name(std::size_t core) {
  return "core " + std::to_string(core);
}

void check_layered(const ChipSpec& spec) {
  const bool layered = spec.schedule == Schedule::layer_by_layer;
  require(layered == spec.dram.has_value(), "schedule 'layer_by_layer' and DRAM need each other");
  if (!layered) return;
  const std::string needs = "schedule 'layer_by_layer' needs ";
  require(
      spec.fidelity == Fidelity::fast,
      needs + "fidelity 'fast': at 'cycle' neither routers nor cores know how to wait for DRAM");
  require(spec.timing == Timing::as_fast,
          needs +
              "timing 'as_fast': a layer works on the last timestep before the next layer works "
              "on the first");
  require(spec.shared_macros || spec.sizing == Sizing::fixed,
          needs + "shared macros: layers take turns in one synapse memory a core");
  require(spec.dram->word_bits > 0 && spec.dram->burst_words > 0 && spec.dram->bits_per_cycle > 0 &&
              spec.dram->row_bytes > 0,
          "DRAM has words, bursts, rows and a bandwidth above 0");
}

void check_options(const ChipSpec& spec) {
  require(spec.clock_period_ps > 0, "the clock period is 0");
  require(spec.mesh_width > 0 && spec.mesh_height > 0, "the mesh has no routers");
  require(std::uint64_t{spec.mesh_width} * spec.mesh_height <= kMostRouters,
          "the mesh has more than " + std::to_string(kMostRouters) + " routers");
  require(spec.lanes > 0 && spec.banks > 0, "lanes and banks must be at least 1");
  require(spec.ports == 1 || spec.ports == 2, "memories have 1 or 2 ports");
  require(spec.accumulator_bits > 0 && spec.accumulator_bits <= 64,
          "accumulators have 1 to 64 bits");
  require(!spec.dense_activity || spec.update == Update::sweep,
          "dense activity needs update 'sweep'");
  require(spec.timing == Timing::as_fast || spec.timestep_ps > 0,
          "real-time operation needs the length of a timestep");
  check_layered(spec);
}

void check_image(const ChipSpec& spec, const CoreSpec& core, const ImageSpec& image,
                 const std::string& where) {
  require(image.image != nullptr, where + " has an image without memory");
  require(image.slice < core.slices.size(), where + ": image onto a slice that is not there");
  require(image.order < spec.projections.size(), where + ": image of an unknown projection");
  require(image.shift <= kLargestShift, where + ": weight shift is above 32");
  const SliceSpec& slice = core.slices[image.slice];
  require(image.image->targets <= slice.count, where + ": image with more targets than neurons");
  require(image.image->format.kind != WeightKind::float32 || !slice.neuron.fixed,
          where + ": float32 weights of '" + image.projection + "' onto fixed-point neurons");
  std::set<RegionKind> kinds;
  for (const Region& region : image.image->regions) {
    require(kinds.insert(region.kind).second, where + ": two regions of one kind in an image");
  }
}

void check_memory_sizes(const ChipSpec& spec, const CoreSpec& core, const std::string& where) {
  std::uint64_t words = 0;
  std::set<unsigned> widths;
  for (const ImageSpec& image : core.images) {
    for (const Region& region : image.image->regions) {
      words += region.data.words();
      if (region.data.words() > 0) widths.insert(region.data.word_bits());
    }
  }
  const bool shared = spec.shared_macros || spec.sizing == Sizing::fixed;
  require(!shared || widths.size() <= 1, where + ": regions of one memory differ in word width");
  if (spec.sizing == Sizing::fit) return;
  require(words <= spec.fixed_synapse_words, where + " needs " + std::to_string(words) +
                                                 " words of synapse memory, has " +
                                                 std::to_string(spec.fixed_synapse_words));
  require(local_neurons(core) <= spec.neuron_capacity,
          where + " holds " + std::to_string(local_neurons(core)) + " neurons, has room for " +
              std::to_string(spec.neuron_capacity));
}

void check_axons(const CoreSpec& core, const std::string& where) {
  std::uint64_t before = 0;
  for (const std::uint64_t begin : core.record_begin) {
    if (begin < before || begin > core.entries.size()) {
      refuse(where + ": bad axon record offsets");
    }
    before = begin;
  }
  require(before == core.entries.size(), where + ": axon entries outside every record");
  for (const AxonEntry& entry : core.entries) {
    if (entry.image >= core.images.size() || entry.row >= core.images[entry.image].image->rows) {
      refuse(where + ": axon entry for a row that is not there");
    }
  }
}

void check_core(const ChipSpec& spec, std::size_t index, std::vector<std::uint64_t>& placed) {
  const CoreSpec& core = spec.cores[index];
  const std::string where = core_name(index);
  require(core.x < spec.mesh_width && core.y < spec.mesh_height, where + " lies outside the mesh");
  for (const SliceSpec& slice : core.slices) {
    require(slice.population < spec.populations.size(), where + ": slice of no population");
    const PopulationSpec& population = spec.populations[slice.population];
    require(!population.input, where + " holds neurons of input '" + population.name + "'");
    require(std::uint64_t{slice.first} + slice.count <= population.neurons,
            where + ": slice beyond population '" + population.name + "'");
    require(slice.record_bits > 0, where + ": state record of 0 bits");
    placed[slice.population] += slice.count;
  }
  std::uint32_t order = 0;
  for (const ImageSpec& image : core.images) {
    check_image(spec, core, image, where);
    require(image.order >= order, where + ": images are not ascending by projection");
    order = image.order;
  }
  check_memory_sizes(spec, core, where);
  check_axons(core, where);
}

/// Events must reach a level that is still to come: without delay in this timestep (wave), or in a
/// later chip timestep (pipelined).
void check_levels(const ChipSpec& spec, const PopulationSpec& source, const Destination& to) {
  const CoreSpec& core = spec.cores[to.core];
  for (auto at = core.record_begin[to.record]; at < core.record_begin[to.record + 1]; ++at) {
    const ImageSpec& image = core.images[core.entries[at].image];
    const PopulationSpec& target = spec.populations[core.slices[image.slice].population];
    const bool pipelined = spec.schedule == Schedule::pipelined;
    const std::uint64_t delay = pipelined ? image.delay : 0;
    const bool later =
        image.delay > 0 && !pipelined && (!spec.dram || target.level == source.level);
    if (later || target.level + delay > source.level) continue;
    refuse("projection '" + image.projection + "' has " +
           (pipelined || spec.dram ? "delay " + std::to_string(image.delay) : "no delay") +
           " but leads from level " + std::to_string(source.level) + " to level " +
           std::to_string(target.level));
  }
}

void check_population(const ChipSpec& spec, const PopulationSpec& population) {
  const std::string where = "population '" + population.name + "'";
  const auto& begin = population.destination_begin;
  require(begin.size() == std::size_t{population.neurons} + 1,
          where + " needs one destination offset a neuron and one more");
  for (std::size_t neuron = 0; neuron < population.neurons; ++neuron) {
    if (begin[neuron] > begin[neuron + 1]) refuse(where + ": bad destination offsets");
  }
  require(begin.front() == 0 && begin.back() == population.destinations.size(),
          where + ": destinations outside every neuron");
  for (const Destination& to : population.destinations) {
    if (to.core >= spec.cores.size() ||
        std::uint64_t{to.record} + 1 >= spec.cores[to.core].record_begin.size()) {
      refuse(where + ": destination that is not there");
    }
    check_levels(spec, population, to);
  }
}

[[noreturn]] void refuse_event(const PopulationSpec& population, const InputEvent& event) {
  throw std::invalid_argument("chip: event outside input '" + population.name + "': neuron " +
                              std::to_string(event.neuron) + ", timestep " +
                              std::to_string(event.timestep) + ", count " +
                              std::to_string(event.count));
}

}  // namespace

void check_spec(const ChipSpec& spec) {
  check_options(spec);
  std::vector<std::uint64_t> placed(spec.populations.size(), 0);
  std::set<std::tuple<std::uint32_t, std::uint32_t, unsigned>> sites;
  for (std::size_t index = 0; index < spec.cores.size(); ++index) {
    check_core(spec, index, placed);
    const CoreSpec& core = spec.cores[index];
    const unsigned layer = spec.dram ? layer_of(spec, static_cast<std::uint32_t>(index)) : 0;
    require(sites.insert({core.x, core.y, layer}).second,
            core_name(index) + " shares its router with another core");
    require(!spec.dram || std::all_of(core.slices.begin(), core.slices.end(),
                                      [&](const SliceSpec& slice) {
                                        return layer > 0 &&
                                               spec.populations[slice.population].level == layer;
                                      }),
            core_name(index) + " holds neurons of several layers, or of none");
  }
  for (std::size_t id = 0; id < spec.populations.size(); ++id) {
    const PopulationSpec& population = spec.populations[id];
    check_population(spec, population);
    require(population.input || placed[id] == population.neurons,
            "population '" + population.name + "' has " + std::to_string(population.neurons) +
                " neurons, " + std::to_string(placed[id]) + " live on cores");
  }
  check_learning(spec);
}

void check_inputs(const ChipSpec& spec, const std::vector<SampleInput>& inputs,
                  const RunOptions& options) {
  for (const SampleInput& input : inputs) {
    require(input.population < spec.populations.size() && spec.populations[input.population].input,
            "events for a population that is no input");
    const PopulationSpec& population = spec.populations[input.population];
    const InputEvent* before = nullptr;
    for (const InputEvent& event : input.events) {
      if (event.neuron >= population.neurons || event.timestep >= options.timesteps ||
          event.count == 0) {
        refuse_event(population, event);
      }
      if (before != nullptr &&
          std::pair(before->timestep, before->neuron) > std::pair(event.timestep, event.neuron)) {
        require(false,
                "events of input '" + population.name + "' are not sorted by (timestep, neuron)");
      }
      before = &event;
    }
  }
  check_targets(spec, options);
  for (const std::uint32_t population : options.traced) {
    require(population < spec.populations.size() && !spec.populations[population].input,
            "membranes of a population that has none cannot be traced");
  }
  const std::uint64_t span = options.timesteps * std::uint64_t{spec.timestep_ps};
  require(spec.timing == Timing::as_fast || options.timesteps == 0 ||
              (span / options.timesteps == spec.timestep_ps && span < std::uint64_t{1} << 62),
          "the recording is too long for a clock of 64 bits in picoseconds");
}

}  // namespace engram::hw
