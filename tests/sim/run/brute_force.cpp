#include "tests/sim/run/brute_force.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "sim/config/load.hpp"
#include "sim/run/encoding_choice.hpp"
#include "sim/run/in_process.hpp"
#include "sim/run/simulate.hpp"

namespace engram::sim {
namespace {

const std::string kMemory = "/chip/core/synapse_memory/";

std::vector<NamedRun> every_encoding() {
  std::vector<NamedRun> runs;
  for (const char* encoding : {"crossbar", "index", "bitmap", "functional", "run_length"}) {
    const std::string set = kMemory + "encoding=" + encoding;
    runs.push_back({encoding, {set}, {}});
    if (encoding == std::string("functional")) {
      for (const char* mode : {"bitmap", "pure"}) {
        runs.push_back(
            {encoding + std::string("_") + mode, {set, kMemory + "functional_mode=" + mode}, {}});
      }
    } else if (encoding != std::string("crossbar")) {
      runs.push_back({encoding + std::string("_kernel"), {set, kMemory + "sharing=kernel"}, {}});
    }
  }
  return runs;
}

Energy energy_from(const std::string& attojoules) {
  return Energy::attojoules(std::stoll(attojoules));  // 9 J: more than any test spends
}

std::string total_of(const std::string& file, const std::vector<std::string>& sets) {
  const LoadedConfig loaded = load_config(file, sets);
  const Prepared prepared = prepare(loaded.config);
  return to_string(simulate(loaded.config, prepared).ledgers.front().total);
}

}  // namespace

std::vector<NamedRun> run_every_encoding(const std::string& config_file,
                                         const std::vector<std::string>& sets) {
  std::vector<NamedRun> runs = every_encoding();
  std::vector<std::function<std::string()>> works;
  for (NamedRun& run : runs) {
    run.sets.insert(run.sets.begin(), sets.begin(), sets.end());
    works.emplace_back([&] { return total_of(config_file, run.sets); });
  }
  const std::vector<ProcessResult> results = run_in_processes(works);
  for (std::size_t k = 0; k < runs.size(); ++k) {
    if (results[k].end == ProcessResult::End::done) runs[k].total = energy_from(results[k].text);
  }
  return runs;
}

const NamedRun& cheapest(const std::vector<NamedRun>& runs) {
  const NamedRun* least = nullptr;
  for (const NamedRun& run : runs) {
    if (run.total && (least == nullptr || *run.total < *least->total)) least = &run;
  }
  if (least == nullptr) throw std::runtime_error("no encoding runs");
  return *least;
}

AutoRun run_auto(const std::string& config_file, const std::vector<std::string>& sets) {
  std::vector<std::string> all = sets;
  all.push_back(kMemory + "encoding=auto");
  std::istringstream text(run_in_process([&] {
    const LoadedConfig loaded = load_config(config_file, all);
    const Prepared prepared = prepare(loaded.config);
    std::string out = to_string(simulate(loaded.config, prepared).ledgers.front().total) + "\n";
    for (const EncodingChoice& choice : prepared.choices) out += choice_name(choice) + ' ';
    out += '\n';
    for (std::size_t p = 0; p < prepared.encodings.size(); ++p) {
      for (const EncodingCandidate& one : prepared.encodings[p].candidates) {
        out += std::to_string(p) + ',' + choice_name(one.choice) + ',' +
               (one.refusal.empty() ? to_string(one.total) : one.refusal) + '\n';
      }
    }
    return out;
  }));
  AutoRun run;
  std::string line;
  std::getline(text, line);
  run.total = energy_from(line);
  std::getline(text, line);
  std::istringstream names(line);
  for (std::string name; names >> name;) run.chosen.push_back(name);
  while (std::getline(text, line)) run.csv += line + '\n';
  return run;
}

}  // namespace engram::sim
