#include "workloads/spikes/spike_train.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace engram::workloads {

std::uint64_t SpikeTrain::spikes() const {
  std::uint64_t sum = 0;
  for (const SpikeEvent& event : events) sum += event.count;
  return sum;
}

void normalise(SpikeTrain& train) {
  std::vector<SpikeEvent>& events = train.events;
  std::sort(events.begin(), events.end());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const SpikeEvent event = events[i];
    if (kept == 0 || events[kept - 1].timestep != event.timestep ||
        events[kept - 1].neuron != event.neuron) {
      events[kept++] = event;
      continue;
    }
    std::uint32_t& count = events[kept - 1].count;
    if (event.count > std::numeric_limits<std::uint32_t>::max() - count) {
      throw std::overflow_error("spike train '" + train.name + "': neuron " +
                                std::to_string(event.neuron) + " has more than 4294967295 events " +
                                "in timestep " + std::to_string(event.timestep));
    }
    count += event.count;
  }
  events.resize(kept);
}

}  // namespace engram::workloads
