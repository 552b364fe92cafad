#pragma once

#include <cstdint>

#include "memory/synapse_matrix.hpp"

namespace engram {

/// The kernel slice that a core holds, as a matrix: a row is a tap (input channel, ky, kx), a
/// target is an output channel of the slice. With groups, targets of input channel c are the
/// slice's channels of c's group, counted from the lowest.
struct KernelShape {
  std::uint32_t rows = 0, targets = 0;
  std::uint32_t first_channel = 0, last_channel = 0;  ///< output channels that the slice touches
  std::uint32_t first_input_channel = 0, input_channels = 0;

  KernelShape(const ConvSlice& slice, std::uint32_t slice_targets);

  /// Output channels [low, high) that input channel `input` feeds inside the slice.
  struct Channels {
    std::uint32_t low = 0, high = 0;
  };
  Channels channels_of(std::uint32_t input) const;

  std::uint32_t row_of(std::uint32_t input, std::uint32_t ky, std::uint32_t kx) const {
    return ((input - first_input_channel) * kernel_height_ + ky) * kernel_width_ + kx;
  }

 private:
  std::uint32_t kernel_height_, kernel_width_, inputs_per_group_, outputs_per_group_;
};

/// The kernel of a slice as a matrix of that shape; codes of 0 are left out.
SynapseMatrix kernel_matrix(const ConvSlice& slice, WeightFormat format,
                            std::uint32_t slice_targets);

}  // namespace engram
