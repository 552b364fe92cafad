#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/run/outcome.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {

/// What of a run is traced: timesteps first to last of one sample, both included.
struct TraceWindow {
  std::size_t sample = 0;
  std::uint32_t first = 0, last = 0;
  hw::WaveLog* waves = nullptr;  ///< takes the signals of the chip; may be null
  hw::RowTrace* rows = nullptr;  ///< takes the events that cores serve; may be null
};

/// Called now and then: samples done, timesteps done of the current one.
using Progress = std::function<void(std::size_t sample, std::uint32_t timestep)>;

/// Called after each sample, with its spikes and membrane changes, whatever the config records.
using SampleObserver = std::function<void(std::size_t sample, const hw::SampleResult&)>;

/// Elaborates the chip and prices it at rest: throws InputFault as simulate would, runs nothing.
void check_before_run(const Prepared& prepared);

/// Simulates every sample on one chip and prices it with every table.
/// Throws InputFault before the simulation starts when a table lacks a row, the clock is faster
/// than the slowest memory allows, or the window's log wants a scope that the chip has not.
/// `threads` of the machine compute cores side by side; the outcome does not depend on them.
Outcome simulate(const Config& config, const Prepared& prepared, const Progress& progress = {},
                 const std::optional<TraceWindow>& window = {}, const SampleObserver& observer = {},
                 unsigned threads = 1);

}  // namespace engram::sim
