#include <cmath>
#include <stdexcept>

#include "workloads/encoders/encoder.hpp"

namespace engram::workloads {
namespace {

template <SpikeTrain (*encode)(const std::vector<double>&, const EncoderOptions&)>
SpikeTrain checked(const std::vector<double>& values, const EncoderOptions& options) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      throw std::invalid_argument("value " + std::to_string(i) + ": not a finite number");
    }
  }
  SpikeTrain train = encode(values, options);
  train.neurons = static_cast<std::uint32_t>(values.size());
  train.timesteps = options.timesteps;
  train.events_used = train.events.size();
  return train;
}

}  // namespace

const std::vector<Encoder>& encoders() {
  static const std::vector<Encoder> all = {
      {"if", "v += x a timestep; v > threshold: a spike, v = 0", checked<encode_if>},
      {"poisson", "a spike with probability 1 - exp(-x max_rate_hz timestep)",
       checked<encode_poisson>},
      {"direct_threshold", "a spike in every timestep where x > threshold",
       checked<encode_direct_threshold>}};
  return all;
}

const Encoder* find_encoder(const std::string& name) {
  for (const Encoder& encoder : encoders()) {
    if (encoder.name == name) return &encoder;
  }
  return nullptr;
}

}  // namespace engram::workloads
