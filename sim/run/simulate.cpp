#include "sim/run/simulate.hpp"

#include <algorithm>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace engram::sim {
namespace {

/// Prices the chip at rest: what is missing or too slow is found before anything runs.
void check_tables(const Activity& idle, const std::vector<energy::Table>& tables) {
  std::string faults;
  const auto note = [&](const std::string& text) { faults += (faults.empty() ? "" : "\n") + text; };
  for (const energy::Table& table : tables) {
    try {
      const energy::Ledger ledger = energy::account(idle, table);
      if (ledger.min_period_ps > idle.clock_period_ps) {
        std::ostringstream text;
        text << "/chip/clock_mhz: " << 1e6 / static_cast<double>(idle.clock_period_ps)
             << " MHz is too fast for table " << table.name << ": " << ledger.slowest_memory
             << " needs " << static_cast<double>(ledger.min_period_ps) * 1e-3
             << " ns a cycle, at most " << 1e6 / static_cast<double>(ledger.min_period_ps)
             << " MHz";
        note(text.str());
      }
    } catch (const energy::MissingRow& missing) {
      note(missing.what());
    }
  }
  if (!faults.empty()) throw InputFault(faults);
}

hw::SampleInput chip_input(std::size_t population, const workloads::SpikeTrain& train) {
  hw::SampleInput input;
  input.population = static_cast<std::uint32_t>(population);
  input.events.reserve(train.events.size());
  for (const workloads::SpikeEvent& event : train.events) {
    input.events.push_back({event.timestep, event.neuron, event.count});
  }
  return input;
}

/// What the neurons should emit in sample `index`; none without learning from errors.
std::vector<hw::SampleTargets> chip_targets(const Prepared& prepared, std::size_t index) {
  std::vector<hw::SampleTargets> targets;
  if (!prepared.learning || prepared.learning->targets.empty()) return targets;
  const std::vector<workloads::SpikeTrain>& wanted = prepared.learning->targets[index];
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    targets.push_back(chip_input(prepared.learning->task.targeted[at], wanted[at]));
  }
  return targets;
}

/// Elaborates the chip; a spec that hardware refuses (an update that is not legal, say) is the
/// user's choice, not an error of the simulation.
std::unique_ptr<hw::Chip> build(const hw::ChipSpec& spec) {
  try {
    return std::make_unique<hw::Chip>(spec);
  } catch (const std::invalid_argument& refused) {
    throw InputFault(std::string("/chip: ") + refused.what());
  }
}

void check_scope(hw::Chip& chip, const hw::WaveLog& waves) {
  hw::WaveLog trial(waves.wanted());
  chip.name_signals(trial);
  if (!trial.signals().empty()) return;
  throw InputFault("--vcd-scope: no module '" + waves.wanted() + "'" +
                   suggestion(waves.wanted(), trial.scopes()));
}

}  // namespace

std::vector<hw::SampleInput> chip_inputs(const workloads::Network& network, const Sample& sample) {
  std::vector<hw::SampleInput> inputs;
  const auto populations = network.inputs();
  for (std::size_t index = 0; index < populations.size(); ++index) {
    inputs.push_back(chip_input(populations[index], sample.trains[index]));
  }
  return inputs;
}

void check_before_run(const Prepared& prepared) {
  check_tables(build(prepared.chip)->idle_activity(), prepared.tables);
}

Outcome simulate(const Config& config, const Prepared& prepared, const Progress& progress,
                 const std::optional<TraceWindow>& window) {
  Outcome outcome;
  const std::unique_ptr<hw::Chip> owned = build(prepared.chip);
  hw::Chip& chip = *owned;
  check_tables(chip.idle_activity(), prepared.tables);
  if (window && window->waves != nullptr) check_scope(chip, *window->waves);
  for (std::size_t index = 0; index < prepared.samples.size(); ++index) {
    hw::RunOptions options;
    options.timesteps = config.input.timesteps;
    options.record_spikes = config.write_spikes;
    options.targets = chip_targets(prepared, index);
    if (window && window->sample == index) {
      options.spans_first = window->first;
      options.spans_end = std::min(window->last, options.timesteps - 1) + 1;
      options.waves = window->waves;
      options.rows = window->rows;
    }
    if (progress) {
      options.progress = [&](std::uint32_t timestep) { progress(index, timestep); };
    }
    outcome.samples.push_back(
        chip.run(chip_inputs(prepared.network, prepared.samples[index]), options));
    const Activity& activity = outcome.samples.back().activity;
    if (index == 0) {
      outcome.activity = activity;
    } else {
      add(outcome.activity, activity);
    }
    outcome.sample_ledgers.push_back(energy::account(activity, prepared.tables.front()));
  }
  if (config.write_weights) outcome.learned = learned_weights(chip, prepared.chip);
  for (const energy::Table& table : prepared.tables) {
    outcome.ledgers.push_back(energy::account(outcome.activity, table));
  }
  return outcome;
}

}  // namespace engram::sim
