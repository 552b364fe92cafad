#include "sim/run/encoding_trials.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "sim/run/attempt.hpp"
#include "sim/run/in_process.hpp"
#include "sim/run/place.hpp"
#include "sim/run/simulate.hpp"

namespace engram::sim {
namespace {

/// The part of the input that `measured` wants.
void shorten(const MeasuredInput& measured, Config& config, std::vector<Sample>& samples) {
  if (measured.samples && *measured.samples < samples.size()) samples.resize(*measured.samples);
  if (!measured.timesteps || *measured.timesteps >= config.input.timesteps) return;
  config.input.timesteps = *measured.timesteps;
  for (Sample& sample : samples) {
    for (workloads::SpikeTrain& train : sample.trains) {
      train.timesteps = *measured.timesteps;
      std::erase_if(train.events, [&](const workloads::SpikeEvent& event) {
        return event.timestep >= *measured.timesteps;
      });
    }
  }
}

/// Lines of a projection are called "NAME.something"; the longest name is meant.
std::vector<Energy> own_energies(const energy::Ledger& ledger,
                                 const std::vector<std::string>& names) {
  std::vector<Energy> own(names.size());
  for (const energy::LedgerLine& line : ledger.lines) {
    std::size_t longest = names.size();
    for (std::size_t p = 0; p < names.size(); ++p) {
      if (!line.region.starts_with(names[p] + ".")) continue;
      if (longest == names.size() || names[p].size() > names[longest].size()) longest = p;
    }
    if (longest < names.size()) own[longest] += line.total;
  }
  return own;
}

std::istream& operator>>(std::istream& in, Energy& energy) {
  std::string digits;
  in >> digits;
  Int128 value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  energy = Energy::attojoules(value);
  return in;
}

}  // namespace

EncodingTrials::EncodingTrials(const Config& config, const Prepared& prepared, Choices choices)
    : config_(config), prepared_(prepared), choices_(std::move(choices)) {}

std::string EncodingTrials::run(const Picks& picks) const {
  Config config = config_;
  config.write_spikes = config.write_weights = config.write_timestep_energy = false;
  Prepared prepared = prepared_;
  shorten(config.chip.synapse_memory.measured, config, prepared.samples);
  std::string faults;
  attempt(faults, [&] { place(config, choices_(picks), prepared); });
  if (!faults.empty()) throw InputFault(faults);
  const energy::Ledger ledger = simulate(config, prepared).ledgers.front();
  std::ostringstream out;
  out << to_string(ledger.total);
  for (const Energy part : ledger.parts) out << ' ' << to_string(part);
  for (const Energy own : own_energies(ledger, prepared.chip.projections)) {
    out << ' ' << to_string(own);
  }
  return out.str();
}

void EncodingTrials::make(const std::vector<Picks>& wanted) {
  std::set<Picks> missing;
  for (const Picks& picks : wanted) {
    if (!made_.contains(picks)) missing.insert(picks);
  }
  std::vector<std::function<std::string()>> works;
  for (const Picks& picks : missing) works.emplace_back([&] { return run(picks); });
  const std::vector<ProcessResult> results = run_in_processes(works);
  std::size_t at = 0;
  for (const Picks& picks : missing) {
    const ProcessResult& result = results[at++];
    EncodingTrial& trial = made_[picks];
    if (result.end == ProcessResult::End::refused) {
      trial.refusal = result.text;
      continue;
    }
    std::istringstream in(result.text);
    in >> trial.total;
    for (Energy& part : trial.parts) in >> part;
    for (Energy own; in >> own;) trial.own.push_back(own);
  }
}

}  // namespace engram::sim
