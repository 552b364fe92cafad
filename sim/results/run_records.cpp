#include "sim/results/run_records.hpp"

#include <algorithm>
#include <map>

#include "sim/results/batch.hpp"
#include "sim/results/batch_text.hpp"
#include "sim/results/collect.hpp"
#include "sim/results/encodings.hpp"
#include "sim/results/layers.hpp"

namespace engram::sim {
namespace {

double share(Energy part, Energy total) {
  if (total == Energy{}) return 0;
  return static_cast<double>(part.attojoules()) / static_cast<double>(total.attojoules());
}

RecordTable summary_record(const Config& config, const Prepared& prepared, const Batch& batch,
                           const Summary& summary) {
  const energy::Table& table = prepared.tables.front();
  Record record("summary");
  record.put("name", config.name).put("table", table.name).put("node_nm", table.node_nm);
  record.put("voltage_v", table.voltage_v).put("corner", table.corner);
  record.put("clock_mhz", config.chip.clock_mhz).put("samples", summary.samples);
  record.put("timesteps_a_sample", Count{config.input.timesteps});
  record.put("cores_used", Count{hw::routers_in_use(prepared.chip).size()});
  record.put("input_spikes", summary.input_spikes).put("spikes", summary.spikes);
  record.put("synaptic_operations", summary.synaptic_operations);
  record.put("accumulator_adds", summary.accumulator_adds);
  record.put("predicted", std::int64_t{predicted(summary)});
  const auto accuracy = batch.accuracy();
  record.put("labelled", batch.labelled).put("correct", batch.correct);
  record.put("accuracy", accuracy ? Cell(*accuracy) : Cell());
  record.put("energy_pj", summary.energy.picojoules());
  record.put("energy_per_synaptic_operation_pj",
             picojoules_each(summary.energy, summary.synaptic_operations));
  record.put("marginal_energy_per_synaptic_operation_pj",
             picojoules_each(summary.marginal, summary.synaptic_operations));
  record.put("energy_per_sample_pj", picojoules_each(summary.energy, summary.samples));
  record.put("marginal_energy_per_sample_pj", picojoules_each(summary.marginal, summary.samples));
  record.put("latency_us", summary.latency_us).put("cycles", summary.cycles);
  record.put("missed_deadlines", summary.missed_deadlines).put("area_um2", summary.area_um2);
  return record.table();
}

RecordTable parts(const energy::Ledger& ledger, const Summary& summary) {
  RecordTable table{
      "parts",
      {"part", "energy_pj", "energy_per_synaptic_operation_pj", "energy_per_sample_pj", "share"},
      {}};
  for (int part = 0; part < kParts; ++part) {
    const Energy energy = ledger.parts[part];
    table.rows.push_back({to_string(static_cast<Part>(part)), energy.picojoules(),
                          picojoules_each(energy, summary.synaptic_operations),
                          picojoules_each(energy, summary.samples), share(energy, ledger.total)});
  }
  return table;
}

RecordTable layers(const Prepared& prepared, const Outcome& outcome, const Summary& summary) {
  const LayerShares shares = energy_by_layer(prepared, outcome);
  const Energy total = outcome.ledgers.front().total;
  RecordTable table{"layers",
                    {"layer", "neurons", "spikes", "synaptic_operations", "energy_pj",
                     "energy_per_sample_pj", "energy_per_synaptic_operation_pj", "share"},
                    {}};
  for (const LayerEnergy& layer : shares.layers) {
    table.rows.push_back({layer.population, layer.neurons, layer.spikes, layer.synaptic_operations,
                          layer.energy.picojoules(), picojoules_each(layer.energy, summary.samples),
                          picojoules_each(layer.energy, layer.synaptic_operations),
                          share(layer.energy, total)});
  }
  table.rows.push_back({std::string("shared"),
                        {},
                        {},
                        {},
                        shares.shared.picojoules(),
                        picojoules_each(shares.shared, summary.samples),
                        {},
                        share(shares.shared, total)});
  return table;
}

RecordTable consumers(const energy::Ledger& ledger) {
  std::map<std::string, Energy> sums;  // over cores
  for (const energy::LedgerLine& line : ledger.lines) {
    sums[line.region + " " + line.kind] += line.total;
  }
  std::vector<std::pair<std::string, Energy>> order(sums.begin(), sums.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  RecordTable table{"consumers", {"consumer", "energy_pj", "share"}, {}};
  for (const auto& [name, energy] : order) {
    table.rows.push_back({name, energy.picojoules(), share(energy, ledger.total)});
  }
  return table;
}

RecordTable provenance(const energy::Ledger& ledger) {
  RecordTable table{"provenance", {"method", "energy_pj", "share"}, {}};
  for (int method = 0; method < energy::kMethods; ++method) {
    table.rows.push_back({std::string(energy::to_string(static_cast<energy::Method>(method))),
                          ledger.methods[method].picojoules(),
                          share(ledger.methods[method], ledger.total)});
  }
  return table;
}

RecordTable band(const Outcome& outcome, const Summary& summary) {
  RecordTable table{"tables",
                    {"table", "energy_pj", "energy_per_synaptic_operation_pj",
                     "energy_per_sample_pj", "area_um2"},
                    {}};
  for (const energy::Ledger& ledger : outcome.ledgers) {
    table.rows.push_back({ledger.table, ledger.total.picojoules(),
                          picojoules_each(ledger.total, summary.synaptic_operations),
                          picojoules_each(ledger.total, summary.samples), ledger.area_um2});
  }
  return table;
}

RecordTable samples(const Batch& batch) {
  RecordTable table{"samples",
                    {"sample", "label", "predicted", "correct", "input_spikes", "spikes",
                     "synaptic_operations", "cycles", "latency_us", "energy_pj"},
                    {}};
  for (const SampleFigures& sample : batch.samples) {
    const Summary& figures = sample.summary;
    table.rows.push_back({sample.name, sample.label ? Cell(Count{*sample.label}) : Cell(),
                          std::int64_t{sample.predicted},
                          sample.label ? Cell(sample.right()) : Cell(), figures.input_spikes,
                          figures.spikes, figures.synaptic_operations, figures.cycles,
                          figures.latency_us, figures.energy.picojoules()});
  }
  return table;
}

/// What the output neurons emitted, or the largest readout of those that emit nothing.
RecordTable outputs(const Summary& summary) {
  RecordTable table{"outputs", {"output", "spikes", "readout_maximum"}, {}};
  for (const Count count : summary.output_spikes) {
    table.rows.push_back({Count{table.rows.size()}, count, {}});
  }
  for (const double value : summary.readout_max) {
    table.rows.push_back({Count{table.rows.size()}, {}, value});
  }
  return table;
}

RecordTable pruning(const Prepared& prepared) {
  RecordTable table{
      "pruning",
      {"projection", "weights", "zeros_before", "pruned", "zeros_by_quantization", "sparsity"},
      {}};
  for (const ZeroCauses& zeros : prepared.zeros) {
    table.rows.push_back({zeros.projection, zeros.weights, zeros.before, zeros.pruned,
                          zeros.quantized, zeros.sparsity()});
  }
  return table;
}

RecordTable quantization(const Prepared& prepared) {
  RecordTable table{"quantization",
                    {"projection", "bits", "max_error", "rms_error", "signal_to_noise_db", "zeros"},
                    {}};
  for (const workloads::QuantizationReport& report : prepared.quantization) {
    table.rows.push_back({report.projection, Count{report.bits}, report.max_error, report.rms_error,
                          report.signal_to_noise_db, Count{report.zeros_after}});
  }
  return table;
}

RecordTable encodings(const Prepared& prepared) {
  RecordTable table{
      "encodings", {"candidate", "projection", "encoding", "energy_pj", "chosen", "reason"}, {}};
  for (const EncodingRow& row : encoding_rows(prepared)) {
    table.rows.push_back({row.projection + ":" + row.encoding, row.projection, row.encoding,
                          row.energy ? Cell(row.energy->picojoules()) : Cell(), row.chosen,
                          row.reason});
  }
  return table;
}

/// Remarks on memories with how many they concern, then what no figure contains.
RecordTable notes(const Prepared& prepared, const energy::Ledger& ledger) {
  std::map<std::string, Count> counts;
  for (const energy::AreaLine& line : ledger.areas) {
    if (!line.note.empty()) ++counts[line.note];
  }
  RecordTable table{"notes", {"note", "kind", "memories"}, {}};
  for (const auto& [note, count] : counts) {
    table.rows.push_back({note, std::string("memory"), count});
  }
  for (const std::string& line : not_included(prepared)) {
    table.rows.push_back({line, std::string("not_included"), {}});
  }
  return table;
}

}  // namespace

std::vector<RecordTable> run_records(const Config& config, const Prepared& prepared,
                                     const Outcome& outcome, const Summary& summary) {
  const energy::Ledger& ledger = outcome.ledgers.front();
  const Batch batch = batch_of(prepared, outcome);
  std::vector<RecordTable> tables{summary_record(config, prepared, batch, summary),
                                  parts(ledger, summary),
                                  layers(prepared, outcome, summary),
                                  consumers(ledger),
                                  provenance(ledger),
                                  band(outcome, summary),
                                  samples(batch)};
  if (batch.samples.size() > 1) tables.push_back(distribution_record(batch));
  tables.push_back(outputs(summary));
  if (config.prune) tables.push_back(pruning(prepared));
  if (!prepared.quantization.empty()) tables.push_back(quantization(prepared));
  if (!prepared.encodings.empty()) tables.push_back(encodings(prepared));
  tables.push_back(notes(prepared, ledger));
  return tables;
}

}  // namespace engram::sim
