#pragma once

#include <cstdint>

#include "workloads/network/network.hpp"
#include "workloads/spikes/spike_train.hpp"

/// Networks whose every number is a small multiple of a power of two, so that double arithmetic is
/// exact in whatever order another simulator takes it.
namespace engram::brian2 {

struct DyadicCase {
  workloads::Network network;
  std::vector<workloads::SpikeTrain> inputs;
};

/// Seconds a timestep: dyadic too.
inline constexpr double timestep = 1.0 / 1024;
/// Weights, biases and drifts are multiples of 1/16, decays 1/2 or 3/4: after t timesteps a
/// membrane needs 4 + 2 t bits behind the point, which with 5 before it are 53 at most.
inline constexpr std::uint32_t timesteps = 22;

/// One or two inputs and 2 to 4 populations of IF and LIF neurons, by the rules of NIR's text (v >
/// v_threshold, reset to v_reset): dense, sparse and one-to-one projections with delays of 0 to 3
/// timesteps, biases, and at least one loop.
DyadicCase dyadic_case(std::uint64_t seed);

}  // namespace engram::brian2
