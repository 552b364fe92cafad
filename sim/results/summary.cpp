#include "sim/results/summary.hpp"

#include <algorithm>
#include <limits>

namespace engram::sim {
namespace {

void add_sample(const hw::ChipSpec& chip, const hw::SampleResult& sample, Summary& summary) {
  ++summary.samples;
  summary.cycles += sample.cycles;
  summary.missed_deadlines += sample.missed_deadlines;
  for (const hw::TimestepRecord& record : sample.timesteps) {
    ++summary.timesteps;
    summary.input_spikes += record.input_spikes;
    summary.spikes += record.spikes;
  }
  for (const Count operations : sample.synaptic_operations) {
    summary.synaptic_operations += operations;
  }
  for (const Count adds : sample.accumulator_adds) summary.accumulator_adds += adds;
  std::size_t spike_index = 0;
  std::size_t readout_index = 0;
  for (std::size_t id = 0; id < chip.populations.size(); ++id) {
    if (!chip.populations[id].output) continue;
    for (std::uint32_t neuron = 0; neuron < chip.populations[id].neurons; ++neuron) {
      if (chip.populations[id].spiking) {
        if (spike_index == summary.output_spikes.size()) summary.output_spikes.push_back(0);
        summary.output_spikes[spike_index++] += sample.neuron_spikes[id][neuron];
      } else {
        const double value = sample.readout_max[id][neuron];
        if (readout_index == summary.readout_max.size()) summary.readout_max.push_back(value);
        double& kept = summary.readout_max[readout_index++];
        kept = std::max(kept, value);
      }
    }
  }
}

void add_prices(const energy::Ledger& ledger, std::uint64_t clock_period_ps, Summary& summary) {
  summary.energy = ledger.total;
  summary.parts = ledger.parts;
  summary.marginal = marginal_energy(ledger);
  summary.area_um2 = ledger.area_um2;
  summary.latency_us = static_cast<double>(summary.cycles) * static_cast<double>(clock_period_ps) *
                       1e-6 / static_cast<double>(std::max<Count>(1, summary.samples));
}

}  // namespace

Energy marginal_energy(const energy::Ledger& ledger) {
  Energy sum;
  for (const energy::LedgerLine& line : ledger.lines) {
    const bool synapse_memory =
        line.part == Part::weight_memory || line.part == Part::metadata_memory;
    const bool addition =
        line.kind == "accumulate" || line.kind == "multiply" || line.region == "accumulator";
    if (synapse_memory || line.part == Part::controller || addition) sum += line.total;
  }
  return sum;
}

Summary summarise(const Prepared& prepared, const Outcome& outcome) {
  Summary summary;
  for (const hw::SampleResult& sample : outcome.samples) {
    add_sample(prepared.chip, sample, summary);
  }
  add_prices(outcome.ledgers.front(), outcome.activity.clock_period_ps, summary);
  return summary;
}

Summary summarise_sample(const Prepared& prepared, const Outcome& outcome, std::size_t index) {
  Summary summary;
  add_sample(prepared.chip, outcome.samples[index], summary);
  if (outcome.sample_ledgers.empty()) return summary;
  add_prices(outcome.sample_ledgers[index], outcome.activity.clock_period_ps, summary);
  return summary;
}
double picojoules_each(Energy energy, Count count) {
  if (count == 0) return std::numeric_limits<double>::quiet_NaN();
  return energy.picojoules() / static_cast<double>(count);
}

int predicted(const Summary& summary) {
  if (summary.output_spikes.empty()) {
    const auto largest = std::max_element(summary.readout_max.begin(), summary.readout_max.end());
    if (largest == summary.readout_max.end()) return -1;
    return static_cast<int>(largest - summary.readout_max.begin());
  }
  const auto largest = std::max_element(summary.output_spikes.begin(), summary.output_spikes.end());
  return *largest == 0 ? -1 : static_cast<int>(largest - summary.output_spikes.begin());
}

}  // namespace engram::sim
