#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "workloads/network/projection.hpp"
#include "workloads/spikes/spike_train.hpp"

namespace engram::workloads {

/// A recording that cannot be read or does not fit; what() names file and byte offset or line.
class RecordingFault : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct RawEvent {
  std::uint64_t time_us = 0;
  std::uint32_t x = 0, y = 0, channel = 0;  ///< channel: polarity (1 = ON) or map
};

/// 5-byte big-endian records (N-MNIST .bin of Orchard et al. 2015, SLAYER .bs2): x, y, then one bit
/// of polarity and 23 bits of microseconds. Events in file order. RecordingFault: the file cannot
/// be read, or ends inside a record.
std::vector<RawEvent> read_nmnist(const std::filesystem::path& file);

enum class Binning { floor, round };  ///< round: half to even
enum class Merge { sum, one };        ///< events of one neuron in one bin: counted, or at most one

struct BinningOptions {
  double timestep_us = 1000;
  std::uint32_t timesteps = 0;
  Binning binning = Binning::floor;
  Merge merge = Merge::sum;
};

/// Bins events into a train for a population of `shape` (channel, y, x). Events whose bin is
/// `timesteps` or later are dropped and counted; one outside the shape is a RecordingFault, and so
/// are a timestep that is not positive and a run of no timesteps. `name` names the train and stands
/// in messages.
SpikeTrain bin_events(const std::vector<RawEvent>& events, const Shape& shape,
                      const BinningOptions& options, const std::string& name);

/// CSV with the header neuron,timestep or neuron,timestep,count (column order free; a `population`
/// column is ignored). Checked against `neurons`; events at or after `timesteps` are dropped. Lines
/// that name the same neuron and timestep add up. RecordingFault has one fault a line,
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
