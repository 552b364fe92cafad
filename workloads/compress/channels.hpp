#pragma once

#include <cstdint>

#include "workloads/network/projection.hpp"

/// Which weights share a scale, and which neurons those weights enter.
namespace engram::workloads {

/// Splits the weights of a connection by output channel, or into slices of neighbouring channels: a
/// dense or sparse connection has one channel an output neuron, a convolution one an output map.
/// Neurons of a channel, and of a slice, are contiguous.
class Channels {
 public:
  /// `channels_a_scale` 0: the whole tensor is one; 1: each output channel; n: slices of n, the
  /// last of which may have fewer. `connection` must outlive this.
  Channels(const Connection& connection, std::uint32_t channels_a_scale);
  /// Slices.
  std::uint64_t count() const { return count_; }
  /// Target neurons a slice: neuron n belongs to slice n / neurons().
  std::uint64_t neurons() const { return neurons_; }
  /// Slice of the weight at `index` of weights(connection).
  std::uint64_t of(std::uint64_t index) const;

 private:
  std::uint64_t count_ = 1, neurons_ = 0;
  std::uint64_t weights_a_slice_ = 0;      // 0: the whole tensor
  const std::uint32_t* target_ = nullptr;  // sparse: the channel is the listed target
};

}  // namespace engram::workloads
