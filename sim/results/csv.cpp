#include "sim/results/csv.hpp"

#include "sim/config/json_writer.hpp"
#include "sim/results/summary.hpp"

namespace engram::sim {
namespace {

std::string field(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

/// Summary of one sample alone: the outcome of a run that had only this sample.
Summary sample_summary(const Prepared& prepared, const Outcome& outcome, std::size_t index) {
  Outcome alone;
  alone.samples = {outcome.samples[index]};
  alone.activity.clock_period_ps = outcome.activity.clock_period_ps;
  alone.ledgers = {outcome.sample_ledgers[index]};
  return summarise(prepared, alone);
}

}  // namespace

std::string accesses_csv(const energy::Ledger& ledger) {
  std::string text = "block,region,kind,count,energy_aj,total_aj,share,method,source\n";
  const auto total = static_cast<double>(ledger.total.attojoules());
  for (const energy::LedgerLine& line : ledger.lines) {
    const double share = total == 0 ? 0 : static_cast<double>(line.total.attojoules()) / total;
    text += field(line.block) + ',' + field(line.region) + ',' + field(line.kind) + ',' +
            std::to_string(line.count) + ',' + to_string(line.each) + ',' + to_string(line.total) +
            ',' + shortest(share) + ',' + energy::to_string(line.provenance.method) + ',' +
            field(line.provenance.source) + '\n';
  }
  return text;
}

std::string timesteps_csv(const Prepared& prepared, const Outcome& outcome) {
  std::string text = "sample,timestep,input_spikes,spikes,synaptic_operations,cycles\n";
  for (std::size_t index = 0; index < outcome.samples.size(); ++index) {
    for (const hw::TimestepRecord& record : outcome.samples[index].timesteps) {
      text += field(prepared.samples[index].name) + ',' + std::to_string(record.timestep) + ',' +
              std::to_string(record.input_spikes) + ',' + std::to_string(record.spikes) + ',' +
              std::to_string(record.synaptic_operations) + ',' + std::to_string(record.cycles) +
              '\n';
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
      text += field(prepared.chip.populations[spike.population].name) + ',' +
              std::to_string(spike.neuron) + ',' + std::to_string(spike.timestep) + ',' +
              std::to_string(spike.count);
      if (batch) text += ',' + field(prepared.samples[index].name);
      text += '\n';
    }
  }
  return text;
}

std::string samples_csv(const Prepared& prepared, const Outcome& outcome) {
  std::string text =
      "sample,predicted,events_used,events_dropped,input_spikes,spikes,synaptic_operations,"
      "cycles,latency_us,energy_pj\n";
  for (std::size_t index = 0; index < outcome.samples.size(); ++index) {
    const Summary summary = sample_summary(prepared, outcome, index);
    std::uint64_t used = 0;
    std::uint64_t dropped = 0;
    for (const workloads::SpikeTrain& train : prepared.samples[index].trains) {
      used += train.events_used;
      dropped += train.events_dropped;
    }
    text += field(prepared.samples[index].name) + ',' +
            std::to_string(predicted(summary.output_spikes)) + ',' + std::to_string(used) + ',' +
            std::to_string(dropped) + ',' + std::to_string(summary.input_spikes) + ',' +
            std::to_string(summary.spikes) + ',' + std::to_string(summary.synaptic_operations) +
            ',' + std::to_string(summary.cycles) + ',' + shortest(summary.latency_us) + ',' +
            shortest(summary.energy.picojoules()) + '\n';
  }
  return text;
}

}  // namespace engram::sim
