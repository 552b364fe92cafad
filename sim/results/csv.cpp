#include "sim/results/csv.hpp"

#include <algorithm>

#include "sim/config/json_writer.hpp"
#include "sim/results/encodings.hpp"

namespace engram::sim {

std::string csv_field(const std::string& text) {
  const auto special = [](char c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; };
  if (std::none_of(text.begin(), text.end(), special)) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

namespace {

std::string joined(const std::vector<Count>& counts) {
  std::string text;
  for (const Count count : counts) text += (text.empty() ? "" : " ") + std::to_string(count);
  return text;
}

}  // namespace

std::string accesses_csv(const energy::Ledger& ledger) {
  std::string text = "block,region,kind,count,energy_aj,total_aj,share,method,source\n";
  const auto total = static_cast<double>(ledger.total.attojoules());
  for (const energy::LedgerLine& line : ledger.lines) {
    const double share = total == 0 ? 0 : static_cast<double>(line.total.attojoules()) / total;
    text += csv_field(line.block) + ',' + csv_field(line.region) + ',' + csv_field(line.kind) +
            ',' + std::to_string(line.count) + ',' + to_string(line.each) + ',' +
            to_string(line.total) + ',' + shortest(share) + ',' +
            energy::to_string(line.provenance.method) + ',' + csv_field(line.provenance.source) +
            '\n';
  }
  return text;
}

std::string timesteps_csv(const Prepared& prepared, const Outcome& outcome) {
  std::string text = "sample,timestep,input_spikes,spikes,synaptic_operations,cycles\n";
  for (std::size_t index = 0; index < outcome.samples.size(); ++index) {
    for (const hw::TimestepRecord& record : outcome.samples[index].timesteps) {
      text += csv_field(prepared.samples[index].name) + ',' + std::to_string(record.timestep) +
              ',' + std::to_string(record.input_spikes) + ',' + std::to_string(record.spikes) +
              ',' + std::to_string(record.synaptic_operations) + ',' +
              std::to_string(record.cycles) + '\n';
    }
  }
  return text;
}

std::string spikes_csv(const Prepared& prepared, const Outcome& outcome) {
  const bool batch = outcome.samples.size() > 1;
  std::string text = "population,neuron,timestep,count";
  text += batch ? ",sample\n" : "\n";
  for (std::size_t index = 0; index < outcome.samples.size(); ++index) {
    for (const hw::OutputSpike& spike : outcome.samples[index].spikes) {
      text += csv_field(prepared.chip.populations[spike.population].name) + ',' +
              std::to_string(spike.neuron) + ',' + std::to_string(spike.timestep) + ',' +
              std::to_string(spike.count);
      if (batch) text += ',' + csv_field(prepared.samples[index].name);
      text += '\n';
    }
  }
  return text;
}

std::string weights_csv(const std::vector<LearnedWeights>& learned) {
  std::string text = "projection,pre,post,level\n";
  for (const LearnedWeights& one : learned) {
    const std::string name = csv_field(one.projection);
    for (const WeightRow& row : one.rows) {
      text += name + ',' + std::to_string(row.pre) + ',' + std::to_string(row.post) + ',' +
              std::to_string(row.level) + '\n';
    }
  }
  return text;
}

std::string encodings_csv(const Prepared& prepared) {
  std::string text = "projection,encoding,energy_pj,chosen,reason\n";
  for (const EncodingRow& row : encoding_rows(prepared)) {
    text += csv_field(row.projection) + ',' + row.encoding + ',' +
            (row.energy ? shortest(row.energy->picojoules()) : "") + ',' +
            (row.chosen ? "1," : "0,") + csv_field(row.reason) + '\n';
  }
  return text;
}

std::string samples_csv(const Batch& batch) {
  std::string text =
      "sample,label,predicted,correct,events_used,events_dropped,input_spikes,spikes,"
      "synaptic_operations,cycles,latency_us,energy_pj,output_counts\n";
  for (const SampleFigures& sample : batch.samples) {
    const Summary& summary = sample.summary;
    text += csv_field(sample.name) + ',' + (sample.label ? std::to_string(*sample.label) : "") +
            ',' + std::to_string(sample.predicted) + ',' +
            (sample.label ? std::to_string(sample.right() ? 1 : 0) : "") + ',' +
            std::to_string(sample.events_used) + ',' + std::to_string(sample.events_dropped) + ',' +
            std::to_string(summary.input_spikes) + ',' + std::to_string(summary.spikes) + ',' +
            std::to_string(summary.synaptic_operations) + ',' + std::to_string(summary.cycles) +
            ',' + shortest(summary.latency_us) + ',' + shortest(summary.energy.picojoules()) + ',' +
            joined(summary.output_spikes) + '\n';
  }
  return text;
}

}  // namespace engram::sim
