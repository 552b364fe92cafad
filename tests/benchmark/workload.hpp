#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace engram::bench {

/// A network of dense or sparse layers behind a Poisson input, as the text of a run config.
struct Workload {
  std::vector<std::uint32_t> sizes;  ///< input first
  double density = 1;                ///< of the weights that are not 0; below 1 they are listed
  std::string encoding = "crossbar";
  unsigned bits = 8;
  double spike_probability = 0.1;  ///< of an input neuron, in a timestep
  std::uint32_t timesteps = 100;
  std::string fidelity = "fast";
  double threshold = 1e6;  ///< of every neuron: by default none fires
  std::string more = {};   ///< further keys of the config, with a comma behind each
};
std::string config_text(const Workload& workload);

/// `cores` populations of 256 neurons, a core each, in a ring: each drives the next through 256 x
/// 256 weights and a delay. Neurons fire about every tenth timestep by their bias.
std::string ring_text(std::uint32_t cores, std::uint32_t timesteps);

/// 10,000 neurons, fan-out 100, on cores of 1024; firing as in the ring.
std::string recurrent_text(std::uint32_t timesteps);

}  // namespace engram::bench
