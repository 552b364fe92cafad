#pragma once

#include <cstdint>
#include <vector>

namespace engram::hw {

/// What a sample's neurons emitted: all that other images, another mapping or another table have to
/// be priced by. The same on every chip (DESIGN section 1).
struct SampleSpikes {
  struct Event {
    std::uint32_t neuron = 0, count = 0;
    friend bool operator==(const Event&, const Event&) = default;
  };
  /// One population, in network time; inputs have none.
  struct Train {
    std::vector<std::uint64_t> begin;  ///< timestep t has events [begin[t], begin[t + 1])
    std::vector<Event> events;         ///< of a timestep ascending by neuron
    friend bool operator==(const Train&, const Train&) = default;
  };
  std::vector<Train> populations;
  std::vector<std::vector<double>> readout_max;  ///< as SampleResult's
  friend bool operator==(const SampleSpikes&, const SampleSpikes&) = default;
};

}  // namespace engram::hw
