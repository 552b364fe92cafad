#include "sim/run/simulate.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

#include "sim/run/check_tables.hpp"
#include "sim/run/chip_inputs.hpp"

namespace engram::sim {
namespace {

/// Elaborates the chip; a spec that hardware refuses (an update that is not legal, say) is the
/// user's choice, not an error of the simulation.
std::unique_ptr<hw::Chip> build(const hw::ChipSpec& spec) {
  try {
    return std::make_unique<hw::Chip>(spec);
  } catch (const std::invalid_argument& refused) {
    throw InputFault(std::string("/chip: ") + refused.what());
  }
}

/// Prices what is counted between one timestep and the next.
class TimestepPrices {
 public:
  TimestepPrices(std::uint32_t timesteps, const energy::Table& table)
      : table_(table), by_timestep_(timesteps) {}

  /// `activity`: since the sample began. What is layer by layer comes back to a timestep.
  void add(std::uint32_t timestep, const Activity& activity) {
    add(timestep, energy::account(activity, table_).parts);
  }
  /// `parts`: of the whole sample. What came after the last timestep is counted to it.
  std::vector<PartEnergies> end(const PartEnergies& parts) {
    if (!by_timestep_.empty()) add(static_cast<std::uint32_t>(by_timestep_.size() - 1), parts);
    return std::move(by_timestep_);
  }

 private:
  void add(std::uint32_t timestep, const PartEnergies& so_far) {
    for (std::size_t part = 0; part < so_far.size(); ++part) {
      by_timestep_[timestep][part] += so_far[part] - before_[part];
    }
    before_ = so_far;
  }

  const energy::Table& table_;
  PartEnergies before_{};
  std::vector<PartEnergies> by_timestep_;
};

void check_scope(hw::Chip& chip, const hw::WaveLog& waves) {
  hw::WaveLog trial(waves.wanted());
  chip.name_signals(trial);
  if (!trial.signals().empty()) return;
  throw InputFault("--vcd-scope: no module '" + waves.wanted() + "'" +
                   suggestion(waves.wanted(), trial.scopes()));
}

}  // namespace

void check_before_run(const Prepared& prepared) {
  check_tables(build(prepared.chip)->idle_activity(), prepared.tables);
}

Outcome simulate(const Config& config, const Prepared& prepared, const Progress& progress,
                 const std::optional<TraceWindow>& window, const SampleObserver& observer,
                 unsigned threads) {
  Outcome outcome;
  const std::unique_ptr<hw::Chip> owned = build(prepared.chip);
  hw::Chip& chip = *owned;
  check_tables(chip.idle_activity(), prepared.tables);
  if (window && window->waves != nullptr) check_scope(chip, *window->waves);
  for (std::size_t index = 0; index < prepared.samples.size(); ++index) {
    hw::RunOptions options;
    options.timesteps = config.input.timesteps;
    options.record_spikes = config.write_spikes || observer;
    options.count_membrane_changes = static_cast<bool>(observer);
    options.targets = chip_targets(prepared, index);
    options.threads = threads;
    if (window && window->sample == index) {
      options.spans_first = window->first;
      options.spans_end = std::min(window->last, options.timesteps - 1) + 1;
      options.waves = window->waves;
      options.rows = window->rows;
    }
    TimestepPrices prices(config.write_timestep_energy ? options.timesteps : 0,
                          prepared.tables.front());
    options.progress = [&](std::uint32_t timestep) {
      if (config.write_timestep_energy) prices.add(timestep, chip.activity_so_far());
      if (progress) progress(index, timestep);
    };
    hw::SampleResult sample = chip.run(chip_inputs(prepared, index), options);
    if (observer) observer(index, sample);
    if (!config.write_spikes) sample.spikes.clear();
    if (config.write_timestep_energy) {
      const energy::Ledger ledger = energy::account(sample.activity, prepared.tables.front());
      outcome.timestep_energy.push_back(prices.end(ledger.parts));
    }
    add_sample(std::move(sample), outcome);
  }
  if (config.write_weights) outcome.learned = learned_weights(chip, prepared.chip);
  price(prepared.tables, outcome);
  return outcome;
}

}  // namespace engram::sim
