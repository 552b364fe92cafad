#pragma once

#include <cstdint>

#include "workloads/network/projection.hpp"

/// Which weights share a scale, and which neurons those weights enter.
namespace engram::workloads {

/// Splits the weights of a connection by output channel: a dense or sparse connection has one
/// channel an output neuron, a convolution one an output map. Neurons of a channel are contiguous.
class Channels {
 public:
  /// `per_channel` false: the whole tensor is one channel. `connection` must outlive this.
  Channels(const Connection& connection, bool per_channel);
  std::uint64_t count() const { return count_; }
  /// Target neurons a channel: neuron n belongs to channel n / neurons().
  std::uint64_t neurons() const { return neurons_; }
  /// Channel of the weight at `index` of weights(connection).
  std::uint64_t of(std::uint64_t index) const;

 private:
  std::uint64_t count_ = 1, neurons_ = 0;
  std::uint64_t weights_a_channel_ = 0;    // 0: the whole tensor
  const std::uint32_t* target_ = nullptr;  // sparse: the channel is the listed target
};

}  // namespace engram::workloads
