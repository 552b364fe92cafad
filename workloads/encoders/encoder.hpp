#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workloads/spikes/spike_train.hpp"

/// Real values turned into spikes (DESIGN definition 3: real-valued input needs a named encoder).
namespace engram::workloads {

struct EncoderOptions {
  double threshold = 1;    ///< if, direct_threshold
  double max_rate_hz = 0;  ///< poisson: of a neuron whose value is 1
  double timestep_us = 1000;
  std::uint32_t timesteps = 0;
  std::uint64_t seed = 0;    ///< poisson
  std::uint32_t sample = 0;  ///< poisson: draws are keyed by (seed, sample, neuron, timestep)
};

struct Encoder {
  std::string name;
  std::string summary;  ///< one line: the rule
  /// The spikes of one sample: one neuron a value. Throws std::invalid_argument, "value N: ...",
  /// where a value is not finite or not one that the encoder takes.
  SpikeTrain (*encode)(const std::vector<double>& values, const EncoderOptions& options);
};

/// Every encoder, in the order in which engram list encoders prints them.
const std::vector<Encoder>& encoders();

/// Null where there is none of that name.
const Encoder* find_encoder(const std::string& name);

/// v += x each timestep; where v > threshold one spike, and v = 0. What SLAYER and lava-dl examples
/// call an input IF neuron (reference/real/EXPECTED.md, section 6).
SpikeTrain encode_if(const std::vector<double>& values, const EncoderOptions& options);

/// A spike in a timestep with probability 1 - exp(-x max_rate_hz timestep); x >= 0.
SpikeTrain encode_poisson(const std::vector<double>& values, const EncoderOptions& options);

/// A spike in every timestep where x > threshold.
SpikeTrain encode_direct_threshold(const std::vector<double>& values,
                                   const EncoderOptions& options);

}  // namespace engram::workloads
