#include "sim/report/run_data.hpp"

#include <set>

#include "sim/config/config_fault.hpp"
#include "sim/config/json_document.hpp"
#include "sim/config/json_text.hpp"
#include "sim/results/stats.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;
using Kind = WantedColumn::Kind;

struct WantedTable {
  const char* name;
  bool needed;
  std::vector<WantedColumn> columns;
};

std::vector<WantedColumn> columns(const std::vector<std::string>& texts,
                                  const std::vector<std::string>& numbers) {
  std::vector<WantedColumn> all;
  for (const std::string& name : texts) all.push_back({name, Kind::text});
  for (const std::string& name : numbers) all.push_back({name, Kind::number});
  return all;
}

/// What sim/results writes (csv.hpp, chip_csv.hpp, compression.hpp).
std::vector<WantedTable> wanted_tables() {
  std::vector<std::string> parts;
  for (int part = 0; part < kParts; ++part) {
    parts.push_back(std::string(to_string(static_cast<Part>(part))) + "_aj");
  }
  std::vector<WantedColumn> energy = columns({"sample"}, {"timestep"});
  for (const std::string& part : parts) energy.push_back({part, Kind::number});
  return {
      {"accesses", true,
       columns({"block", "region", "kind", "method", "source"},
               {"count", "energy_aj", "total_aj"})},
      {"timesteps", false,
       columns({"sample"},
               {"timestep", "input_spikes", "spikes", "synaptic_operations", "cycles"})},
      {"timestep_energy", false, energy},
      {"samples", false,
       columns({"sample", "label"}, {"predicted", "correct", "input_spikes", "spikes",
                                     "synaptic_operations", "latency_us", "energy_pj"})},
      {"areas", false,
       columns({"block", "name", "part", "kind", "composition", "note"},
               {"area_um2", "words", "word_bits", "banks"})},
      {"cores", false, columns({"core", "population"}, {"router", "x", "y", "first", "neurons"})},
      {"links", false, columns({}, {"from", "to", "from_x", "from_y", "to_x", "to_y", "flits"})},
      {"encodings", false, columns({"projection", "encoding", "reason"}, {"energy_pj", "chosen"})},
      {"compression", false,
       columns({"projection", "format", "chosen_encoding"}, {"bits", "sparsity", "chosen_bits"})}};
}

std::optional<JsonValue> document(const fs::path& file, std::vector<std::string>& faults) {
  try {
    return read_json(file);
  } catch (const ConfigFault& fault) {
    faults.emplace_back(fault.what());
    return {};
  }
}

/// Figures that every page shows.
void check_stats(const RunData& run, std::vector<std::string>& faults) {
  const std::string file = (run.folder / "stats.json").string();
  const JsonValue* version = run.stats.at("/schema_version");
  if (version != nullptr && version->integer != kStatsSchemaVersion) {
    faults.push_back(file + ": has schema_version " + version->text + ", this program reads " +
                     std::to_string(kStatsSchemaVersion));
    return;
  }
  const JsonValue* chip = run.stats.at("/context/chip");
  if (chip != nullptr && chip->text == "spatial_array") {
    faults.push_back(file + ": is of a spatial array; a report shows runs of chips with cores");
    return;
  }
  for (const char* pointer :
       {"/schema_version", "/context/samples", "/context/clock_mhz", "/summary/energy_pj",
        "/summary/energy_per_sample_pj", "/summary/synaptic_operations", "/summary/spikes",
        "/summary/latency_us", "/summary/area_um2", "/summary/cycles"}) {
    const JsonValue* value = run.stats.at(pointer);
    if (value == nullptr || !value->is_number()) {
      faults.push_back(file + ": has no number at " + pointer);
    }
  }
  for (const char* pointer : {"/context", "/summary/energy_by_part_pj", "/summary/provenance",
                              "/statistics", "/statistics/populations"}) {
    const JsonValue* value = run.stats.at(pointer);
    if (value == nullptr || value->type != JsonValue::Type::object) {
      faults.push_back(file + ": has no object at " + pointer);
    }
  }
}

/// All populations that are no input, in order.
std::vector<RasterPopulation> raster_populations(const RunData& run) {
  std::vector<RasterPopulation> populations;
  const JsonValue* all = run.stats.at("/statistics/populations");
  for (const auto& [name, population] : all->members) {
    const JsonValue* neurons = population.at("/neurons/value");
    const JsonValue* what = population.at("/spikes/description");
    if (neurons == nullptr || neurons->integer < 0) continue;
    if (what != nullptr && what->text == "input events") continue;
    populations.push_back({name, 0, static_cast<std::uint64_t>(neurons->integer)});
  }
  return populations;
}

}  // namespace

RunData read_run(const fs::path& folder, bool with_spikes, std::vector<std::string>& faults) {
  RunData run;
  run.folder = folder;
  const std::size_t before = faults.size();
  if (auto stats = document(folder / "stats.json", faults)) run.stats = std::move(*stats);
  if (faults.size() == before) check_stats(run, faults);
  const bool stats_sound = faults.size() == before;
  if (auto config = document(folder / "resolved.json", faults)) run.config = std::move(*config);
  for (const WantedTable& wanted : wanted_tables()) {
    const fs::path file = folder / (std::string(wanted.name) + ".csv");
    if (!fs::is_regular_file(file)) {
      if (wanted.needed) faults.push_back(file.string() + ": no such file");
      continue;
    }
    run.tables[wanted.name] = load_table(file, wanted.columns, faults);
  }
  const fs::path spikes = folder / "spikes.csv";
  if (with_spikes && stats_sound && fs::is_regular_file(spikes)) {
    run.raster = read_raster(spikes, raster_populations(run), faults);
  }
  return run;
}

void write_run(const RunData& run, JsonWriter& json) {
  // Told in full by tables.
  static const std::set<std::string> elsewhere = {"memories", "area", "logic", "clocks"};
  json.open_object();
  json.key("folder").value(run.folder.string());
  json.key("stats").open_object();
  for (const auto& [name, value] : run.stats.members) {
    if (name == "statistics") continue;
    json.key(name);
    write_json(value, json);
  }
  json.key("statistics").open_object();
  for (const auto& [name, value] : run.stats.at("/statistics")->members) {
    if (elsewhere.count(name) > 0) continue;
    json.key(name);
    write_json(value, json);
  }
  json.close().close();
  json.key("config");
  write_json(run.config, json);
  json.key("tables").open_object();
  for (const auto& [name, table] : run.tables) {
    json.key(name);
    write_table(table, json);
  }
  json.close();
  if (run.raster) {
    json.key("raster");
    write_raster(*run.raster, json);
  }
  json.close();
}

}  // namespace engram::sim
