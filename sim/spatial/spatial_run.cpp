#include "sim/spatial/spatial_run.hpp"

#include <algorithm>
#include <sstream>

#include "hw/spatial_array/spatial_array.hpp"
#include "hw/spatial_array/tiling_search.hpp"
#include "sim/config/energy_table_file.hpp"
#include "sim/run/prepare.hpp"
#include "sim/spatial/drawn_operands.hpp"
#include "sim/spatial/recorded_spikes.hpp"

namespace engram::sim {
namespace {

const char* operation_of(const SpatialLayer& layer) {
  return layer.multiplies ? "multiply_accumulate" : "add_compare";
}

hw::MachineSpec machine_for(const SpatialConfig& config, const SpatialLayer& layer) {
  hw::MachineSpec machine = config.machine;
  unsigned& bits = machine.width[at(hw::Tensor::inputs)];
  bits = layer.input_bits.value_or(bits);
  return machine;
}

/// Tables are tried on a machine that has done nothing.
void check_table(const SpatialConfig& config, const energy::Table& table) {
  std::vector<hw::CountedLayer> idle;
  std::vector<std::string> operations;
  for (const SpatialLayer& layer : config.layers) {
    idle.push_back({layer.shape.name, {}});
    operations.emplace_back(operation_of(layer));
  }
  const energy::Ledger ledger =
      energy::account(hw::spatial_activity(config.machine, idle, operations), table);
  if (ledger.min_period_ps <= config.machine.clock_period_ps) return;
  std::ostringstream text;
  text << "a clock period of " << config.machine.clock_period_ps << " ps is too short for table "
       << table.name << ": " << ledger.slowest_memory << " needs " << ledger.min_period_ps << " ps";
  throw InputFault(text.str());
}

/// Searches at the expected zeros, for the least energy.
void choose_tiling(const SpatialConfig& config, const SpatialLayer& layer,
                   const energy::Table& table, SpatialLayerResult& result) {
  if (layer.tiling) {
    result.tiling = *layer.tiling;
    return;
  }
  const hw::MachineSpec machine = machine_for(config, layer);
  const auto operands =
      hw::operands_at_densities(layer.shape, layer.input_density, layer.weight_density);
  const auto cost = [&](const hw::Tiling& tiling) {
    const hw::LayerCounts counts = hw::count_layer(
        {layer.shape, config.dataflow, tiling, layer.output_density}, machine, *operands);
    const Activity activity =
        hw::spatial_activity(machine, {{layer.shape.name, counts}}, {operation_of(layer)});
    return energy::account(activity, table).total.picojoules();
  };
  try {
    const hw::TilingChoice choice =
        hw::search_tiling(layer.shape, config.dataflow, machine, config.search_bound, cost);
    result.tiling = choice.tiling;
    result.searched = true;
    result.legal = choice.legal;
    result.tried = choice.tried;
  } catch (const std::invalid_argument& fault) {
    throw InputFault(fault.what());
  }
}

std::unique_ptr<hw::Operands> operands_of(const SpatialConfig& config, const SpatialLayer& layer) {
  if (layer.spikes) {
    const auto& [file, population] = *layer.spikes;
    return hw::operands_as_recorded(layer.shape, recorded_spikes(file, population, layer.shape),
                                    drawn_weights(layer, config.seed));
  }
  if (layer.events) {
    return hw::operands_as_recorded(layer.shape, recorded_events(*layer.events, layer.shape),
                                    drawn_weights(layer, config.seed));
  }
  if (config.drawn) return drawn_operands(layer, config.seed);
  return hw::operands_at_densities(layer.shape, layer.input_density, layer.weight_density);
}

/// Share of the layer's inputs that are not 0.
double input_density(const hw::LayerShape& shape, hw::Operands& operands) {
  const Count inputs = operands.non_zero_inputs(
      {{0, shape.timesteps}, {0, shape.inputs}, {0, shape.height}, {0, shape.width}});
  return static_cast<double>(inputs) / static_cast<double>(shape.elements(hw::Tensor::inputs));
}

std::string bound_of(const hw::LayerCounts& counts) {
  const std::pair<Count, const char*> bounds[] = {{counts.compute_cycles, "compute"},
                                                  {counts.dram_cycles, "dram"},
                                                  {counts.buffer_cycles, "buffer"},
                                                  {counts.noc_cycles, "noc"}};
  return std::max_element(std::begin(bounds), std::end(bounds),
                          [](const auto& a, const auto& b) { return a.first < b.first; })
      ->second;
}

bool of_layer(const std::string& region, const std::string& layer) {
  return region.size() > layer.size() && region.starts_with(layer) &&
         region.find('.', layer.size()) == layer.size() &&
         region.find('.', layer.size() + 1) == std::string::npos;
}

}  // namespace

void check_before_spatial_run(const SpatialConfig& config) {
  check_table(config, load_table(config.tables.front()));
}

Energy spatial_energy(const energy::Ledger& ledger, const std::string& block,
                      const std::string& layer) {
  Energy sum;
  for (const energy::LedgerLine& line : ledger.lines) {
    if (!block.empty() && line.block != block) continue;
    if (layer.empty() || of_layer(line.region, layer)) sum += line.total;
  }
  return sum;
}

std::vector<std::string> spatial_levels(const energy::Ledger& ledger) {
  std::vector<std::string> levels;
  for (const energy::LedgerLine& line : ledger.lines) {
    if (std::find(levels.begin(), levels.end(), line.block) == levels.end()) {
      levels.push_back(line.block);
    }
  }
  return levels;
}

SpatialOutcome run_spatial(const SpatialConfig& config) {
  const energy::Table table = load_table(config.tables.front());
  check_table(config, table);
  SpatialOutcome outcome;
  for (const SpatialLayer& layer : config.layers) {
    outcome.layers.emplace_back().name = layer.shape.name;
    choose_tiling(config, layer, table, outcome.layers.back());
  }
  hw::SpatialArray array(config.machine);
  std::vector<hw::CountedLayer> counted;
  std::vector<std::string> operations;
  for (std::size_t at = 0; at < config.layers.size(); ++at) {
    const SpatialLayer& layer = config.layers[at];
    SpatialLayerResult& result = outcome.layers[at];
    const auto operands = operands_of(config, layer);
    result.input_density = input_density(layer.shape, *operands);
    result.counts = array.run({layer.shape, config.dataflow, result.tiling, layer.output_density},
                              *operands, machine_for(config, layer));
    result.bound = bound_of(result.counts);
    outcome.cycles += result.counts.cycles;
    counted.push_back({result.name, result.counts});
    operations.emplace_back(operation_of(layer));
  }
  outcome.ledger =
      energy::account(hw::spatial_activity(config.machine, counted, operations), table);
  for (SpatialLayerResult& layer : outcome.layers) {
    layer.energy = spatial_energy(outcome.ledger, "", layer.name);
  }
  outcome.latency_us = static_cast<double>(outcome.cycles) *
                       static_cast<double>(config.machine.clock_period_ps) * 1e-6;
  return outcome;
}

}  // namespace engram::sim
