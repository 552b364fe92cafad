#include "workloads/encoders/encoder.hpp"

namespace engram::workloads {

SpikeTrain encode_direct_threshold(const std::vector<double>& values,
                                   const EncoderOptions& options) {
  SpikeTrain train;
  for (std::uint32_t timestep = 0; timestep < options.timesteps; ++timestep) {
    for (std::uint32_t neuron = 0; neuron < values.size(); ++neuron) {
      if (values[neuron] > options.threshold) train.events.push_back({timestep, neuron, 1});
    }
  }
  return train;
}

}  // namespace engram::workloads
