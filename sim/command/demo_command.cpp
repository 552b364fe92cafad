#include <cstdio>
#include <sstream>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/config/data_folder.hpp"
#include "sim/config/load.hpp"
#include "sim/results/batch.hpp"
#include "sim/results/screen.hpp"
#include "sim/results/summary.hpp"
#include "sim/run/in_process.hpp"
#include "sim/run/simulate.hpp"

namespace engram::sim {
namespace {

/// What one encoding gave; written by the process that simulated it, read by this one.
struct Row {
  std::uint64_t spike_hash = 0;
  Count spikes = 0, operations = 0, bits = 0, words = 0, events = 0, labelled = 0, right = 0;
  double energy_pj = 0, latency_us = 0, area_um2 = 0;
};

std::ostream& operator<<(std::ostream& out, const Row& row) {
  out.precision(17);
  return out << row.spike_hash << ' ' << row.spikes << ' ' << row.operations << ' ' << row.bits
             << ' ' << row.words << ' ' << row.events << ' ' << row.labelled << ' ' << row.right
             << ' ' << row.energy_pj << ' ' << row.latency_us << ' ' << row.area_um2;
}

std::istream& operator>>(std::istream& in, Row& row) {
  return in >> row.spike_hash >> row.spikes >> row.operations >> row.bits >> row.words >>
         row.events >> row.labelled >> row.right >> row.energy_pj >> row.latency_us >> row.area_um2;
}

/// FNV-1a over every spike, in order.
std::uint64_t hash_spikes(const Outcome& outcome) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const hw::SampleResult& sample : outcome.samples) {
    for (const hw::OutputSpike& spike : sample.spikes) {
      for (const std::uint32_t value :
           {spike.population, spike.neuron, spike.timestep, spike.count}) {
        hash = (hash ^ value) * 0x100000001b3ULL;
      }
    }
  }
  return hash;
}

Row measure(const std::string& config_file, const std::string& encoding) {
  const LoadedConfig loaded = load_config(
      config_file, {"/chip/core/synapse_memory/encoding=" + encoding, "/results/spikes=true"});
  const Prepared prepared = prepare(loaded.config);
  const Outcome outcome = simulate(loaded.config, prepared);
  const Summary summary = summarise(prepared, outcome);
  Row row;
  row.spike_hash = hash_spikes(outcome);
  row.spikes = summary.spikes;
  row.operations = summary.synaptic_operations;
  for (const hw::CoreSpec& core : prepared.chip.cores) {
    for (const hw::ImageSpec& image : core.images) row.bits += image.image->bits();
  }
  for (const hw::SampleResult& sample : outcome.samples) {
    for (std::size_t index = 0; index < sample.words.size(); ++index) {
      for (const Count words : sample.words[index]) row.words += words;
    }
    for (std::size_t id = 0; id < prepared.chip.populations.size(); ++id) {
      if (prepared.chip.populations[id].destinations.empty()) continue;
      for (const Count spikes : sample.neuron_spikes[id]) row.events += spikes;
    }
  }
  const Batch batch = batch_of(prepared, outcome);
  row.labelled = batch.labelled;
  row.right = batch.correct;
  row.energy_pj = summary.energy.picojoules();
  row.latency_us = summary.latency_us;
  row.area_um2 = summary.area_um2;
  return row;
}

/// By encoding, each in a process of its own.
std::vector<Row> measure_apart(const std::string& config_file,
                               const std::vector<std::string>& encodings) {
  std::vector<std::function<std::string()>> works;
  for (const std::string& encoding : encodings) {
    works.emplace_back([&] {
      std::ostringstream out;
      out << measure(config_file, encoding);
      return out.str();
    });
  }
  std::vector<Row> rows;
  for (const std::string& text : texts_of_processes(works)) {
    std::istringstream(text) >> rows.emplace_back();
  }
  return rows;
}

void print_row(const std::string& encoding, const Row& row, const Row& crossbar) {
  std::printf(
      "  %-11s %12s %12.1f %10.2f %12s %12s %10.3f\n", encoding.c_str(), grouped(row.bits).c_str(),
      static_cast<double>(row.words) / static_cast<double>(row.events),
      row.energy_pj / static_cast<double>(row.operations), time_text(row.latency_us).c_str(),
      area_text(row.area_um2).c_str(), row.energy_pj / crossbar.energy_pj);
}

/// One network in each encoding; true when the spikes are the same in all.
bool compare_encodings(const char* title, const char* config,
                       const std::vector<std::string>& encodings) {
  const std::string file = (data_folder() / "runs" / config).string();
  std::printf("%s\n  %-11s %12s %12s %10s %12s %12s %10s\n", title, "encoding", "bits stored",
              "words/spike", "pJ/SOP", "latency", "area", "energy");
  const std::vector<Row> rows = measure_apart(file, encodings);
  const Row& first = rows.front();
  bool identical = true;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const Row& row = rows[at];
    identical = identical && row.spike_hash == first.spike_hash && row.spikes == first.spikes &&
                row.operations == first.operations;
    print_row(encodings[at], row, first);
  }
  std::printf("  spikes %s: %s spikes, %s SOP", identical ? "identical" : "DIFFER",
              grouped(first.spikes).c_str(), grouped(first.operations).c_str());
  if (first.labelled > 0) {
    std::printf("; %s of %s samples right", grouped(first.right).c_str(),
                grouped(first.labelled).c_str());
  }
  std::printf("\n\n");
  return identical;
}

}  // namespace

int demo_command() {
  std::printf(
      "The same network, stored in different ways (table ihp-sg13g2-130nm; energy: against\n"
      "crossbar; words: read from synapse memories, a presynaptic spike)\n\n");
  const bool dense = compare_encodings("700-400-250 fully connected, 65 % and 64 % dense, 2-bit",
                                       "demo_retention.json", {"crossbar", "index", "bitmap"});
  const bool conv =
      compare_encodings("3x3 convolution, 4 to 8 maps of 14x14, half dense, 4-bit",
                        "demo_convolution.json", {"crossbar", "index", "bitmap", "functional"});
  const bool trained =
      compare_encodings("50-64-10 trained in 4 bits by configs/training/randman.json, on its task",
                        "randman.json", {"crossbar", "index", "bitmap"});
  return dense && conv && trained ? kOk : kCheckFailed;
}

}  // namespace engram::sim
