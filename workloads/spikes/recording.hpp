#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "workloads/network/file_fault.hpp"
#include "workloads/network/projection.hpp"
#include "workloads/recordings/event_reader.hpp"
#include "workloads/spikes/spike_train.hpp"

namespace engram::workloads {

enum class Binning { floor, round };  ///< round: half to even
enum class Merge { sum, one };        ///< events of one neuron in one bin: counted, or at most one

struct BinningOptions {
  double timestep_us = 1000;
  std::uint32_t timesteps = 0;
  Binning binning = Binning::floor;
  Merge merge = Merge::sum;
};

/// Bins events into a train for a population of `shape` (channel, y, x). Events whose bin is
/// `timesteps` or later are dropped and counted; one outside the shape is a FileFault, and so
/// are a timestep that is not positive and a run of no timesteps. `name` names the train and stands
/// in messages.
SpikeTrain bin_events(const std::vector<RawEvent>& events, const Shape& shape,
                      const BinningOptions& options, const std::string& name);

/// CSV with the header neuron,timestep or neuron,timestep,count (column order free; a `population`
/// column is ignored). Checked against `neurons`; events at or after `timesteps` are dropped. Lines
/// that name the same neuron and timestep add up. FileFault has one fault a line,
/// "file:line: column 'x': what is wrong", at most 20 and the number of those that follow.
SpikeTrain read_spike_csv(const std::filesystem::path& file, std::uint32_t neurons,
                          std::uint32_t timesteps);

/// Each neuron spikes in each timestep with probability 1 - exp(-rate * timestep). Counter-based:
/// the draw depends on (seed, sample, neuron, timestep) only, so several input populations need
/// seeds of their own. std::invalid_argument: a rate below 0 or a timestep that is not positive.
SpikeTrain poisson_train(std::uint32_t neurons, std::uint32_t timesteps, double rate_hz,
                         double timestep_us, std::uint64_t seed, std::uint32_t sample);

/// Every neuron spikes at phase, phase + interval, ... std::invalid_argument: interval 0.
SpikeTrain regular_train(std::uint32_t neurons, std::uint32_t timesteps, std::uint32_t interval,
                         std::uint32_t phase);

}  // namespace engram::workloads
