#include <cmath>
#include <stdexcept>

#include "workloads/network/random.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::workloads {

SpikeTrain poisson_train(std::uint32_t neurons, std::uint32_t timesteps, double rate_hz,
                         double timestep_us, std::uint64_t seed, std::uint32_t sample) {
  if (!(rate_hz >= 0) || !std::isfinite(rate_hz)) {
    throw std::invalid_argument("poisson input: a rate of " + std::to_string(rate_hz) +
                                " Hz (expected 0 or more)");
  }
  if (!(timestep_us > 0) || !std::isfinite(timestep_us)) {
    throw std::invalid_argument("poisson input: a timestep of " + std::to_string(timestep_us) +
                                " us (expected more than 0)");
  }
  // At least one event of a Poisson process in the step; expm1 keeps small rates exact.
  const double probability = -std::expm1(-rate_hz * timestep_us * 1e-6);
  SpikeTrain train;
  train.name = "poisson-" + std::to_string(sample);
  train.neurons = neurons;
  train.timesteps = timesteps;
  for (std::uint32_t timestep = 0; timestep < timesteps; ++timestep) {
    for (std::uint32_t neuron = 0; neuron < neurons; ++neuron) {
      if (random_unit(seed, sample, neuron, timestep) < probability) {
        train.events.push_back({timestep, neuron, 1});
      }
    }
  }
  train.events_used = train.events.size();
  return train;
}

SpikeTrain regular_train(std::uint32_t neurons, std::uint32_t timesteps, std::uint32_t interval,
                         std::uint32_t phase) {
  if (interval == 0) {
    throw std::invalid_argument("regular input: an interval of 0 timesteps (expected at least 1)");
  }
  SpikeTrain train;
  train.name = "regular";
  train.neurons = neurons;
  train.timesteps = timesteps;
  for (std::uint64_t timestep = phase; timestep < timesteps; timestep += interval) {
    for (std::uint32_t neuron = 0; neuron < neurons; ++neuron) {
      train.events.push_back({static_cast<std::uint32_t>(timestep), neuron, 1});
    }
  }
  train.events_used = train.events.size();
  return train;
}

}  // namespace engram::workloads
