#include "sim/results/screen.hpp"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <map>

#include "sim/results/batch_text.hpp"
#include "sim/results/collect.hpp"
#include "sim/results/compression.hpp"
#include "sim/results/encodings.hpp"
#include "sim/results/layers.hpp"

namespace engram::sim {
namespace {

[[gnu::format(printf, 2, 3)]] void append(std::string& text, const char* format, ...) {
  char line[512];
  std::va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  text += line;
}

double percent(Energy part, Energy total) {
  if (total == Energy{}) return 0;
  return 100.0 * static_cast<double>(part.attojoules()) / static_cast<double>(total.attojoules());
}

void append_spikes(const Prepared& prepared, const Summary& summary, std::string& text) {
  append(text, "input spikes %s   spikes %s   synaptic operations (SOP) %s   additions %s\n",
         grouped(summary.input_spikes).c_str(), grouped(summary.spikes).c_str(),
         grouped(summary.synaptic_operations).c_str(), grouped(summary.accumulator_adds).c_str());
  constexpr std::size_t kShown = 16;
  if (!summary.output_spikes.empty() && summary.output_spikes.size() <= kShown) {
    text += "output spikes";
    for (const Count count : summary.output_spikes) text += ' ' + std::to_string(count);
    const int winner = predicted(summary);
    if (winner >= 0 && prepared.samples.size() == 1) {
      append(text, "   (most: neuron %d)", winner);
    }
    text += '\n';
  }
}

void append_energy(const energy::Ledger& ledger, const Summary& summary, std::string& text) {
  append(text, "\n%-18s %12s %12s %7s\n", "energy", "pJ a SOP", "a sample", "share");
  const auto line = [&](const char* name, Energy part) {
    append(text, "%-18s %12.4g %12s %6.1f%%\n", name,
           picojoules_each(part, summary.synaptic_operations),
           energy_text(picojoules_each(part, summary.samples)).c_str(),
           percent(part, ledger.total));
  };
  for (int part = 0; part < kParts; ++part) {
    line(to_string(static_cast<Part>(part)), ledger.parts[part]);
  }
  line("total (all-in)", ledger.total);
  line("of it marginal", summary.marginal);
}

void append_layers(const Prepared& prepared, const Outcome& outcome, const Summary& summary,
                   std::string& text) {
  const LayerShares shares = energy_by_layer(prepared, outcome);
  if (shares.layers.size() < 2) return;
  const Energy total = outcome.ledgers.front().total;
  append(text, "\n%-18s %9s %12s %14s %12s %10s %7s\n", "layer", "neurons", "spikes", "SOP",
         "a sample", "pJ a SOP", "share");
  for (const LayerEnergy& layer : shares.layers) {
    append(text, "%-18s %9s %12s %14s %12s %10.4g %6.1f%%\n", layer.population.c_str(),
           grouped(layer.neurons).c_str(), grouped(layer.spikes).c_str(),
           grouped(layer.synaptic_operations).c_str(),
           energy_text(picojoules_each(layer.energy, summary.samples)).c_str(),
           picojoules_each(layer.energy, layer.synaptic_operations), percent(layer.energy, total));
  }
  append(text, "%-18s %9s %12s %14s %12s %10s %6.1f%%\n", "shared", "", "", "",
         energy_text(picojoules_each(shares.shared, summary.samples)).c_str(), "",
         percent(shares.shared, total));
}

void append_consumers(const energy::Ledger& ledger, std::string& text) {
  std::map<std::string, Energy> sums;  // over cores: region and kind
  for (const energy::LedgerLine& line : ledger.lines) {
    sums[line.region + " " + line.kind] += line.total;
  }
  std::vector<std::pair<std::string, Energy>> order(sums.begin(), sums.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  text += "\nbiggest consumers\n";
  for (std::size_t index = 0; index < std::min<std::size_t>(3, order.size()); ++index) {
    append(text, "  %zu. %-40s %6.1f%%\n", index + 1, order[index].first.c_str(),
           percent(order[index].second, ledger.total));
  }
}

void append_provenance(const energy::Ledger& ledger, std::string& text) {
  text += "figures rest on  ";
  for (int method = 0; method < energy::kMethods; ++method) {
    append(text, " %s %.1f%%", energy::to_string(static_cast<energy::Method>(method)),
           percent(ledger.methods[method], ledger.total));
  }
  text += '\n';
}

void append_band(const Outcome& outcome, const Summary& summary, std::string& text) {
  if (outcome.ledgers.size() < 2) return;
  text += "\nband over tables\n";
  for (const energy::Ledger& ledger : outcome.ledgers) {
    append(text, "  %-22s %10.4g pJ a SOP  %12s a sample  %12s\n", ledger.table.c_str(),
           picojoules_each(ledger.total, summary.synaptic_operations),
           energy_text(picojoules_each(ledger.total, summary.samples)).c_str(),
           area_text(ledger.area_um2).c_str());
  }
}

void append_quantization(const Prepared& prepared, std::string& text) {
  if (prepared.quantization.empty()) return;
  text += "\nquantization      bits   max error   rms error    SNR dB   zeros\n";
  for (const workloads::QuantizationReport& report : prepared.quantization) {
    append(text, "  %-14s %5u %11.4g %11.4g %9.1f %7llu\n", report.projection.c_str(), report.bits,
           report.max_error, report.rms_error, report.signal_to_noise_db,
           static_cast<unsigned long long>(report.zeros_after));
  }
}

void append_encodings(const Config& config, const Prepared& prepared, std::string& text) {
  constexpr std::size_t kOthers = 2;  // encodings.csv has them all
  const MeasuredInput& measured = config.chip.synapse_memory.measured;
  const std::string table = encodings_text(measured, prepared, kOthers);
  if (!table.empty()) text += '\n' + table;
}

/// The distinct notes on memories ("below the smallest macro ..."), with how many they concern.
void append_notes(const energy::Ledger& ledger, std::string& text) {
  std::map<std::string, int> notes;
  for (const energy::AreaLine& line : ledger.areas) {
    if (!line.note.empty()) ++notes[line.note];
  }
  for (const auto& [note, count] : notes) {
    append(text, "note: %d memories: %s\n", count, note.c_str());
  }
}

}  // namespace

std::string screen_summary(const Config& config, const Prepared& prepared, const Outcome& outcome,
                           const Summary& summary) {
  const energy::Ledger& ledger = outcome.ledgers.front();
  const energy::Table& table = prepared.tables.front();
  std::string text;
  append(text, "%s: %llu sample%s x %u timesteps, %zu cores, %g MHz, %s (%g nm, %g V, %s)\n",
         config.name.c_str(), static_cast<unsigned long long>(summary.samples),
         summary.samples == 1 ? "" : "s", config.input.timesteps,
         hw::routers_in_use(prepared.chip).size(), config.chip.clock_mhz, table.name.c_str(),
         table.node_nm, table.voltage_v, table.corner.c_str());
  append_spikes(prepared, summary, text);
  text += batch_screen(batch_of(prepared, outcome));
  append_energy(ledger, summary, text);
  append_layers(prepared, outcome, summary, text);
  append(text, "\nlatency a sample %s (%s cycles in all)   area %s\n",
         time_text(summary.latency_us).c_str(), grouped(summary.cycles).c_str(),
         area_text(summary.area_um2).c_str());
  if (config.chip.real_time) {
    append(text, "missed deadlines %s of %s timesteps\n", grouped(summary.missed_deadlines).c_str(),
           grouped(summary.timesteps).c_str());
  }
  append_consumers(ledger, text);
  append_provenance(ledger, text);
  append_band(outcome, summary, text);
  text += pruning_table(config, prepared);
  append_quantization(prepared, text);
  append_encodings(config, prepared, text);
  append_notes(ledger, text);
  text += "not included: ";
  const std::vector<std::string> missing = not_included(prepared);
  for (std::size_t index = 0; index < missing.size(); ++index) {
    text += (index == 0 ? "" : "; ") + missing[index];
  }
  return text + '\n';
}

}  // namespace engram::sim
