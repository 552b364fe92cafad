#pragma once

#include <cstdint>
#include <vector>

#include "workloads/network/projection.hpp"

/// Which inputs, outputs and taps the stored weights of a connection join.
namespace engram::workloads {

/// By index of weights(connection). A convolution is counted in channels; elsewhere a channel is a
/// neuron and there is one tap.
struct WeightPlaces {
  std::vector<std::uint32_t> input;   ///< neuron or input channel of the whole map
  std::vector<std::uint32_t> output;  ///< neuron or output channel
  std::vector<std::uint32_t> tap;     ///< ky * kernel_width + kx
  std::uint64_t inputs = 0, outputs = 0, taps = 1;
};
WeightPlaces weight_places(const Connection& connection);

}  // namespace engram::workloads
