#include "sim/neurobench/neurobench_json.hpp"

#include "sim/config/json_writer.hpp"
#include "sim/results/stats.hpp"
#include "sim/version.hpp"

namespace engram::sim {
namespace {

void write_operations(const SynapticOperations& operations, double calls, JsonWriter& json) {
  json.open_object();
  json.key("Effective_MACs").value(operations.macs / calls);
  json.key("Effective_ACs").value(operations.accumulates / calls);
  json.key("Dense").value(operations.dense / calls);
  json.close();
}

void write_workload(const WorkloadMetrics& workload, JsonWriter& json) {
  json.key("ActivationSparsity").value(workload.activation_sparsity());
  json.key("ActivationSparsityByLayer").open_object();
  for (const auto& [layer, sparsity] : workload.activation_sparsity_by_layer()) {
    json.key(layer).value(sparsity);
  }
  json.close();
  json.key("SynapticOperations");
  write_operations(workload.synaptic_operations(), 1, json);
  json.key("MembraneUpdates").value(workload.membrane_updates());
  if (const auto operations = workload.neuron_operations()) {
    json.key("NeuronOperations").open_object();
    json.key("Effective Neuron Ops").value(operations->effective);
    json.key("Neuron Dense Ops").value(operations->dense);
    json.close();
  }
}

void write_engram(const StaticMetrics& model, const WorkloadMetrics& workload, const Config& config,
                  const Prepared& prepared, const Summary& summary, JsonWriter& json) {
  const double energy_pj = picojoules_each(summary.energy, summary.samples);
  json.key("engram").open_object();
  json.key("schema_version").value(kStatsSchemaVersion);
  json.key("engram_version").value(kVersion);
  json.key("name").value(config.name);
  json.key("samples").value(summary.samples);
  json.key("timesteps_a_sample").value(config.input.timesteps);
  json.key("model_execution_rate_hz").value(1e6 / config.input.timestep_us);
  json.key("synaptic_operations_per_timestep");
  write_operations(workload.synaptic_operations(), config.input.timesteps, json);
  json.key("parameter_bits").value(model.parameter_bits);
  json.key("buffer_bits").value(model.buffer_bits);
  json.key("fidelity").value(hw::to_string(config.chip.fidelity));
  json.key("table").value(prepared.tables.front().name);
  json.key("energy_per_sample_pj").value(energy_pj);
  json.key("energy_per_timestep_pj").value(picojoules_each(summary.energy, summary.timesteps));
  json.key("latency_us").value(summary.latency_us);
  json.key("energy_delay_product_pj_us").value(energy_pj * summary.latency_us);
  json.key("cycles").value(summary.cycles);
  json.key("area_um2").value(summary.area_um2);
  json.close();
}

}  // namespace

std::string neurobench_json(const StaticMetrics& model, const WorkloadMetrics& workload,
                            const Config& config, const Prepared& prepared, const Batch& batch,
                            const Summary& summary) {
  JsonWriter json;
  json.open_object();
  json.key("ParameterCount").value(model.parameters);
  json.key("Footprint").value(model.footprint_bytes());
  json.key("ConnectionSparsity").value(model.connection_sparsity());
  if (const auto accuracy = batch.accuracy()) json.key("ClassificationAccuracy").value(*accuracy);
  write_workload(workload, json);
  write_engram(model, workload, config, prepared, summary, json);
  json.close();
  return json.text();
}

}  // namespace engram::sim
