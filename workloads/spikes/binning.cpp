#include <cmath>
#include <limits>

#include "workloads/spikes/recording.hpp"

namespace engram::workloads {
namespace {

void check(const BinningOptions& options, const Shape& shape, const std::string& name) {
  if (!(options.timestep_us > 0) || !std::isfinite(options.timestep_us)) {
    throw FileFault(name + ": a timestep of " + std::to_string(options.timestep_us) +
                    " us cannot bin events (expected more than 0)");
  }
  if (options.timesteps == 0) {
    throw FileFault(name + ": 0 timesteps hold no events (expected at least 1)");
  }
  if (shape.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw FileFault(name + ": an input of shape " + to_string(shape) +
                    " has more neurons than 32 bits can number");
  }
}

std::string fault_outside(const std::string& name, std::size_t index, const RawEvent& event,
                          const Shape& shape) {
  return name + ": event " + std::to_string(index) + " at " + std::to_string(event.time_us) +
         " us: (channel, y, x) = (" + std::to_string(event.channel) + ", " +
         std::to_string(event.y) + ", " + std::to_string(event.x) +
         ") lies outside the input's shape " + to_string(shape);
}

}  // namespace

SpikeTrain bin_events(const std::vector<RawEvent>& events, const Shape& shape,
                      const BinningOptions& options, const std::string& name) {
  check(options, shape, name);
  SpikeTrain train;
  train.name = name;
  train.neurons = static_cast<std::uint32_t>(shape.size());
  train.timesteps = options.timesteps;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const RawEvent& event = events[i];
    if (event.channel >= shape.channels || event.y >= shape.height || event.x >= shape.width) {
      throw FileFault(fault_outside(name, i, event, shape));
    }
    const double exact = static_cast<double>(event.time_us) / options.timestep_us;
    // nearbyint: ties to even, the rounding mode that nothing here changes; np.round of SLAYER.
    const double bin =
        options.binning == Binning::floor ? std::floor(exact) : std::nearbyint(exact);
    if (bin >= static_cast<double>(options.timesteps)) {
      ++train.events_dropped;
      continue;
    }
    ++train.events_used;
    const std::uint32_t neuron = (event.channel * shape.height + event.y) * shape.width + event.x;
    train.events.push_back({static_cast<std::uint32_t>(bin), neuron, 1});
  }
  normalise(train);
  if (options.merge == Merge::one) {
    for (SpikeEvent& event : train.events) event.count = 1;
  }
  return train;
}

}  // namespace engram::workloads
