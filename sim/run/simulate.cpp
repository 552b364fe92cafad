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

std::vector<hw::SampleInput> chip_inputs(const workloads::Network& network, const Sample& sample) {
  std::vector<hw::SampleInput> inputs;
  const auto populations = network.inputs();
  for (std::size_t index = 0; index < populations.size(); ++index) {
    hw::SampleInput input;
    input.population = static_cast<std::uint32_t>(populations[index]);
    input.events.reserve(sample.trains[index].events.size());
    for (const workloads::SpikeEvent& event : sample.trains[index].events) {
      input.events.push_back({event.timestep, event.neuron, event.count});
    }
    inputs.push_back(std::move(input));
  }
  return inputs;
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

}  // namespace

void check_before_run(const Prepared& prepared) {
  check_tables(build(prepared.chip)->idle_activity(), prepared.tables);
}

Outcome simulate(const Config& config, const Prepared& prepared, const Progress& progress,
                 const std::optional<TraceWindow>& window) {
  if (prepared.learning || config.dense_activity) {
    throw InputFault(std::string(prepared.learning ? "/learning" : "/workload/activity") +
                     ": the chip of this version only infers, from events");
  }
  Outcome outcome;
  const std::unique_ptr<hw::Chip> owned = build(prepared.chip);
  hw::Chip& chip = *owned;
  check_tables(chip.idle_activity(), prepared.tables);
  for (std::size_t index = 0; index < prepared.samples.size(); ++index) {
    hw::RunOptions options;
    options.timesteps = config.input.timesteps;
    options.record_spikes = config.write_spikes;
    if (window && window->sample == index) {
      options.spans_first = window->first;
      options.spans_end = std::min(window->last, options.timesteps - 1) + 1;
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
  for (const energy::Table& table : prepared.tables) {
    outcome.ledgers.push_back(energy::account(outcome.activity, table));
  }
  return outcome;
}

}  // namespace engram::sim
