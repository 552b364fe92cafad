#include <cmath>
#include <stdexcept>

#include "workloads/encoders/encoder.hpp"
#include "workloads/network/random.hpp"

namespace engram::workloads {

SpikeTrain encode_poisson(const std::vector<double>& values, const EncoderOptions& options) {
  std::vector<double> probability(values.size());
  for (std::size_t neuron = 0; neuron < values.size(); ++neuron) {
    if (values[neuron] < 0) {
      throw std::invalid_argument("value " + std::to_string(neuron) + ": " +
                                  std::to_string(values[neuron]) +
                                  " makes a rate below 0 (expected 0 or more)");
    }
    // At least one event of a Poisson process in the step; expm1 keeps small rates exact.
    const double rate_hz = values[neuron] * options.max_rate_hz;
    probability[neuron] = -std::expm1(-rate_hz * options.timestep_us * 1e-6);
  }
  SpikeTrain train;
  for (std::uint32_t timestep = 0; timestep < options.timesteps; ++timestep) {
    for (std::uint32_t neuron = 0; neuron < values.size(); ++neuron) {
      if (random_unit(options.seed, options.sample, neuron, timestep) < probability[neuron]) {
        train.events.push_back({timestep, neuron, 1});
      }
    }
  }
  return train;
}

}  // namespace engram::workloads
