#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace engram::workloads {

/// (source neuron, timestep, count >= 1): an address event (DESIGN definition 3).
struct SpikeEvent {
  std::uint32_t timestep = 0;
  std::uint32_t neuron = 0;
  std::uint32_t count = 1;
  friend auto operator<=>(const SpikeEvent&, const SpikeEvent&) = default;
};

/// Input of one sample into one input population. Events are sorted by (timestep, neuron) and
/// unique in that pair.
struct SpikeTrain {
  std::string name;  ///< sample name, e.g. the file's stem
  std::uint32_t neurons = 0;
  std::uint32_t timesteps = 0;
  std::vector<SpikeEvent> events;
  /// Raw events of the recording (a CSV count of n is n of them): inside the timesteps, and after
  /// the last. Events that Merge::one swallows are used.
  std::uint64_t events_used = 0, events_dropped = 0;
  std::uint64_t events_filtered = 0;  ///< taken away by window, polarity or crop before binning
  std::uint64_t spikes() const;       ///< sum of counts
};

/// Sorts and merges equal (timestep, neuron): counts add up. Throws std::overflow_error where a
/// sum passes 32 bits.
void normalise(SpikeTrain& train);

}  // namespace engram::workloads
