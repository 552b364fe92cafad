#include "sim/results/stats.hpp"

#include <map>
#include <string_view>

#include "sim/config/json_writer.hpp"
#include "sim/results/batch_text.hpp"
#include "sim/results/collect.hpp"
#include "sim/results/encodings.hpp"
#include "sim/version.hpp"

namespace engram::sim {
namespace {

void write_context(const Config& config, const Prepared& prepared, JsonWriter& json) {
  const energy::Table& table = prepared.tables.front();
  json.key("context").open_object();
  json.key("name").value(config.name);
  json.key("engram_version").value(kVersion);
  json.key("fidelity").value(hw::to_string(config.chip.fidelity));
  json.key("seed").value(config.seed);
  json.key("clock_mhz").value(config.chip.clock_mhz);
  json.key("samples").value(Count{prepared.samples.size()});
  json.key("timesteps_a_sample").value(Count{config.input.timesteps});
  json.key("cores_used").value(Count{hw::routers_in_use(prepared.chip).size()});
  json.key("table").value(table.name);
  json.key("node_nm").value(table.node_nm);
  json.key("voltage_v").value(table.voltage_v);
  json.key("corner").value(table.corner);
  json.key("not_included").open_array();
  for (const std::string& line : not_included(prepared)) json.value(line);
  json.close().close();
}

void write_provenance(const energy::Ledger& ledger, JsonWriter& json) {
  const auto total = static_cast<double>(ledger.total.attojoules());
  json.key("provenance").open_object();
  for (int method = 0; method < energy::kMethods; ++method) {
    const auto part = static_cast<double>(ledger.methods[method].attojoules());
    json.key(energy::to_string(static_cast<energy::Method>(method)))
        .value(total == 0 ? 0.0 : part / total);
  }
  json.close();
}

void write_band(const Outcome& outcome, const Summary& summary, JsonWriter& json) {
  json.key("tables").open_array();
  for (const energy::Ledger& ledger : outcome.ledgers) {
    json.open_object();
    json.key("table").value(ledger.table);
    json.key("energy_pj").value(ledger.total.picojoules());
    json.key("energy_per_synaptic_operation_pj")
        .value(picojoules_each(ledger.total, summary.synaptic_operations));
    json.key("area_um2").value(ledger.area_um2);
    json.close();
  }
  json.close();
}

void write_summary(const Outcome& outcome, const Summary& summary, const Batch& batch,
                   JsonWriter& json) {
  const energy::Ledger& ledger = outcome.ledgers.front();
  json.key("summary").open_object();
  json.key("timesteps").value(summary.timesteps);
  json.key("input_spikes").value(summary.input_spikes);
  json.key("spikes").value(summary.spikes);
  json.key("synaptic_operations").value(summary.synaptic_operations);
  json.key("accumulator_adds").value(summary.accumulator_adds);
  json.key("energy_pj").value(summary.energy.picojoules());
  json.key("energy_aj").raw(to_string(summary.energy));
  json.key("energy_per_synaptic_operation_pj")
      .value(picojoules_each(summary.energy, summary.synaptic_operations));
  json.key("marginal_energy_per_synaptic_operation_pj")
      .value(picojoules_each(summary.marginal, summary.synaptic_operations));
  json.key("energy_per_spike_pj").value(picojoules_each(summary.energy, summary.spikes));
  json.key("energy_per_timestep_pj").value(picojoules_each(summary.energy, summary.timesteps));
  json.key("energy_per_sample_pj").value(picojoules_each(summary.energy, summary.samples));
  json.key("energy_delay_product_pj_us")
      .value(picojoules_each(summary.energy, summary.samples) * summary.latency_us);
  json.key("energy_by_part_pj").open_object();
  for (int part = 0; part < kParts; ++part) {
    json.key(to_string(static_cast<Part>(part))).value(ledger.parts[part].picojoules());
  }
  json.close();
  json.key("area_um2").value(summary.area_um2);
  json.key("cycles").value(summary.cycles);
  json.key("latency_us").value(summary.latency_us);
  json.key("missed_deadlines").value(summary.missed_deadlines);
  json.key("predicted").value(predicted(summary));
  json.key("output_spikes").open_array();
  for (const Count count : summary.output_spikes) json.value(count);
  json.close();
  json.key("readout_maximum").open_array();
  for (const double value : summary.readout_max) json.value(value);
  json.close();
  write_batch(batch, json);
  write_provenance(ledger, json);
  write_band(outcome, summary, json);
  json.close();
}

/// Writes statistics, which share the first `depth` names, as one object's members. Those of one
/// name are one member, wherever they stand in the list.
void write_tree(const std::vector<const Statistic*>& statistics, std::size_t depth,
                JsonWriter& json) {
  std::vector<std::vector<const Statistic*>> members;
  std::map<std::string_view, std::size_t> index;
  for (const Statistic* one : statistics) {
    const auto [found, fresh] = index.emplace(one->path[depth], members.size());
    if (fresh) members.emplace_back();
    members[found->second].push_back(one);
  }
  for (const std::vector<const Statistic*>& member : members) {
    const Statistic& first = *member.front();
    json.key(first.path[depth]).open_object();
    if (first.path.size() == depth + 1) {
      std::visit([&](const auto& value) { json.key("value").value(value); }, first.value);
      json.key("unit").value(first.unit);
      json.key("description").value(first.description);
    } else {
      write_tree(member, depth + 1, json);
    }
    json.close();
  }
}

std::string plain_text(const std::variant<Count, double, std::string>& value) {
  if (const auto* count = std::get_if<Count>(&value)) return std::to_string(*count);
  if (const auto* number = std::get_if<double>(&value)) return shortest(*number);
  return std::get<std::string>(value);
}

std::vector<Statistic> headline(const Summary& summary) {
  const auto sop = summary.synaptic_operations;
  return {{{"summary", "timesteps"}, summary.timesteps, "count", "all samples together"},
          {{"summary", "input_spikes"}, summary.input_spikes, "count", "unit events that entered"},
          {{"summary", "spikes"}, summary.spikes, "count", "of all populations but the inputs"},
          {{"summary", "synaptic_operations"}, sop, "count", "unit events over synapses"},
          {{"summary", "energy"}, summary.energy.picojoules(), "pJ", "everything modelled"},
          {{"summary", "energy_per_synaptic_operation"},
           picojoules_each(summary.energy, sop),
           "pJ",
           "all-in"},
          {{"summary", "marginal_energy_per_synaptic_operation"},
           picojoules_each(summary.marginal, sop),
           "pJ",
           "synapse reads, controller and accumulate only"},
          {{"summary", "area"}, summary.area_um2, "um2", "memories and logic"},
          {{"summary", "cycles"}, summary.cycles, "cycle", "first input to last barrier"},
          {{"summary", "latency"}, summary.latency_us, "us", "mean of the samples"}};
}

}  // namespace

std::string stats_json(const Config& config, const Prepared& prepared, const Outcome& outcome,
                       const Summary& summary, const Batch& batch,
                       const std::vector<Statistic>& statistics) {
  JsonWriter json;
  json.open_object();
  json.key("schema_version").value(kStatsSchemaVersion);
  write_context(config, prepared, json);
  write_summary(outcome, summary, batch, json);
  write_encodings(prepared, json);
  json.key("statistics").open_object();
  std::vector<const Statistic*> all;
  for (const Statistic& statistic : statistics) all.push_back(&statistic);
  write_tree(all, 0, json);
  json.close().close();
  return json.text();
}

std::string stats_text(const Summary& summary, const std::vector<Statistic>& statistics) {
  std::string text;
  const auto add = [&](const Statistic& statistic) {
    std::string name;
    for (const std::string& part : statistic.path) name += (name.empty() ? "" : "/") + part;
    text += name + ' ' + plain_text(statistic.value) + " # " + statistic.description;
    text += statistic.unit.empty() ? "\n" : " (" + statistic.unit + ")\n";
  };
  for (const Statistic& statistic : headline(summary)) add(statistic);
  for (const Statistic& statistic : statistics) add(statistic);
  return text;
}

}  // namespace engram::sim
