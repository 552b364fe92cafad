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
  std::string name;              ///< sample name, e.g. the file's stem
  std::uint32_t neurons = 0;
  std::uint32_t timesteps = 0;
  std::vector<SpikeEvent> events;
  std::uint64_t events_used = 0, events_dropped = 0;  ///< raw recording events
  std::uint64_t spikes() const;  ///< sum of counts
};

/// Sorts and merges equal (timestep, neuron): counts add up.
void normalise(SpikeTrain& train);

}  // namespace engram::workloads
