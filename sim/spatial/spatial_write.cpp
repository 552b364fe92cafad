#include "sim/spatial/spatial_write.hpp"

#include "sim/config/json_writer.hpp"
#include "sim/results/csv.hpp"
#include "sim/results/result_folder.hpp"
#include "sim/results/stats.hpp"
#include "sim/spatial/spatial_text.hpp"
#include "sim/version.hpp"

namespace engram::sim {
namespace {

void write_summary(JsonWriter& json, const SpatialConfig& config, const SpatialOutcome& outcome) {
  Count algorithmic = 0, slots = 0, performed = 0;
  for (const SpatialLayerResult& layer : outcome.layers) {
    algorithmic += layer.counts.algorithmic;
    slots += layer.counts.slots;
    performed += layer.counts.performed;
  }
  json.key("context").open_object();
  json.key("name").value(config.name);
  json.key("chip").value("spatial_array");
  json.key("dataflow").value(to_string(config.dataflow));
  json.key("table").value(outcome.ledger.table);
  json.close();
  json.key("summary").open_object();
  json.key("energy_pj").value(outcome.ledger.total.picojoules());
  json.key("area_um2").value(outcome.ledger.area_um2);
  json.key("cycles").value(outcome.cycles);
  json.key("latency_us").value(outcome.latency_us);
  json.key("algorithmic_operations").value(algorithmic);
  json.key("slots").value(slots);
  json.key("operations").value(performed);
  json.key("provenance").open_object();
  for (int method = 0; method < energy::kMethods; ++method) {
    json.key(energy::to_string(static_cast<energy::Method>(method)))
        .value(outcome.ledger.methods[static_cast<std::size_t>(method)].picojoules());
  }
  json.close().close();
}

void write_layer(JsonWriter& json, const SpatialOutcome& outcome, const SpatialLayerResult& layer,
                 const std::vector<std::string>& levels) {
  const hw::LayerCounts& counts = layer.counts;
  json.open_object();
  json.key("name").value(layer.name);
  json.key("cycles").value(counts.cycles);
  json.key("bound").value(layer.bound);
  json.key("compute_cycles").value(counts.compute_cycles);
  json.key("dram_cycles").value(counts.dram_cycles);
  json.key("buffer_cycles").value(counts.buffer_cycles);
  json.key("noc_cycles").value(counts.noc_cycles);
  json.key("passes").value(counts.passes);
  json.key("algorithmic_operations").value(counts.algorithmic);
  json.key("slots").value(counts.slots);
  json.key("operations").value(counts.performed);
  json.key("input_density").value(layer.input_density);
  json.key("tile").value(sizes_text(layer.tiling.tile));
  json.key("block").value(sizes_text(layer.tiling.block));
  json.key("output_sets").value(layer.tiling.output_sets);
  json.key("input_sets").value(layer.tiling.input_sets);
  json.key("tilings_legal").value(layer.legal);
  json.key("tilings_tried").value(layer.tried);
  json.key("energy_pj").value(layer.energy.picojoules());
  json.key("levels").open_object();
  for (const std::string& level : levels) {
    json.key(level).value(spatial_energy(outcome.ledger, level, layer.name).picojoules());
  }
  json.close();
  json.key("tensors").open_object();
  for (const hw::Tensor tensor : {hw::Tensor::weights, hw::Tensor::inputs, hw::Tensor::outputs}) {
    const hw::TensorCounts& of = counts.of(tensor);
    json.key(to_string(tensor)).open_object();
    json.key("dram_bits_read").value(of.dram.bits_read);
    json.key("dram_bits_written").value(of.dram.bits_written);
    json.key("dram_metadata_bits").value(of.dram.metadata_bits);
    json.key("dram_row_misses").value(of.dram.row_misses);
    json.key("dram_row_hits").value(of.dram.bursts - of.dram.row_misses);
    for (const auto& [level, flow] : {std::pair("buffer", of.buffer), {"array", of.array}}) {
      json.key(std::string(level) + "_entered").value(flow.entered);
      json.key(std::string(level) + "_left").value(flow.left);
      json.key(std::string(level) + "_kept").value(flow.kept);
    }
    json.close();
  }
  json.close().close();
}

}  // namespace

std::string spatial_stats_json(const SpatialConfig& config, const SpatialOutcome& outcome) {
  const std::vector<std::string> levels = spatial_levels(outcome.ledger);
  JsonWriter json;
  json.open_object();
  json.key("schema_version").value(kStatsSchemaVersion);
  write_summary(json, config, outcome);
  json.key("levels").open_object();
  for (const std::string& level : levels) {
    json.key(level).value(spatial_energy(outcome.ledger, level, "").picojoules());
  }
  json.close();
  json.key("layers").open_array();
  for (const SpatialLayerResult& layer : outcome.layers) write_layer(json, outcome, layer, levels);
  json.close().close();
  return json.text();
}

void write_spatial(const std::filesystem::path& folder, const SpatialConfig& config,
                   const SpatialOutcome& outcome, const RunContext& context) {
  std::map<std::string, std::string> files;
  files["stats.json"] = spatial_stats_json(config, outcome);
  files["accesses.csv"] = accesses_csv(outcome.ledger);
  files["layers.csv"] = layers_csv(outcome);
  files["resolved.json"] = context.resolved;
  files["manifest.json"] = manifest_text(files, context);
  write_result_folder(folder, files);
}

}  // namespace engram::sim
