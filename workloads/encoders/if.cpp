#include "workloads/encoders/encoder.hpp"

namespace engram::workloads {

SpikeTrain encode_if(const std::vector<double>& values, const EncoderOptions& options) {
  SpikeTrain train;
  std::vector<double> membrane(values.size(), 0.0);
  for (std::uint32_t timestep = 0; timestep < options.timesteps; ++timestep) {
    for (std::uint32_t neuron = 0; neuron < membrane.size(); ++neuron) {
      membrane[neuron] += values[neuron];
      if (!(membrane[neuron] > options.threshold)) continue;
      membrane[neuron] = 0;
      train.events.push_back({timestep, neuron, 1});
    }
  }
  return train;
}

}  // namespace engram::workloads
