#include "sim/spatial/spatial_records.hpp"

namespace engram::sim {
namespace {

double share(Energy part, Energy total) {
  const double all = total.picojoules();
  return all > 0 ? part.picojoules() / all : 0;
}

RecordTable levels(const SpatialOutcome& outcome) {
  RecordTable table{"levels", {"level", "energy_pj", "share"}, {}};
  for (const std::string& level : spatial_levels(outcome.ledger)) {
    const Energy energy = spatial_energy(outcome.ledger, level, "");
    table.rows.push_back({level, energy.picojoules(), share(energy, outcome.ledger.total)});
  }
  return table;
}

RecordTable layers(const SpatialOutcome& outcome) {
  RecordTable table{"layers",
                    {"layer", "cycles", "bound", "algorithmic_operations", "slots", "operations",
                     "input_density", "energy_pj", "share"},
                    {}};
  for (const SpatialLayerResult& layer : outcome.layers) {
    table.rows.push_back({layer.name, Count{layer.counts.cycles}, layer.bound,
                          Count{layer.counts.algorithmic}, Count{layer.counts.slots},
                          Count{layer.counts.performed}, layer.input_density,
                          layer.energy.picojoules(), share(layer.energy, outcome.ledger.total)});
  }
  return table;
}

}  // namespace

std::vector<RecordTable> spatial_records(const SpatialConfig& config,
                                         const SpatialOutcome& outcome) {
  Count algorithmic = 0, slots = 0, performed = 0;
  for (const SpatialLayerResult& layer : outcome.layers) {
    algorithmic += layer.counts.algorithmic;
    slots += layer.counts.slots;
    performed += layer.counts.performed;
  }
  Record summary("summary");
  summary.put("name", config.name).put("table", outcome.ledger.table);
  summary.put("dataflow", std::string(to_string(config.dataflow)));
  summary.put("energy_pj", outcome.ledger.total.picojoules()).put("cycles", outcome.cycles);
  summary.put("latency_us", outcome.latency_us).put("area_um2", outcome.ledger.area_um2);
  summary.put("algorithmic_operations", algorithmic).put("slots", slots);
  summary.put("operations", performed);
  return {summary.table(), levels(outcome), layers(outcome)};
}

}  // namespace engram::sim
