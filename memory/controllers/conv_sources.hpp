#pragma once

#include <cstdint>
#include <vector>

#include "memory/kernel_shape.hpp"

namespace engram {

/// The inputs of one output neuron, and the kernel weights between: parallel lists, ascending in
/// both rows and axons (taps of an input channel ascend as the positions that they read).
struct Sources {
  std::uint32_t slot = 0;           ///< target of the kernel matrix: the output's channel
  std::vector<std::uint32_t> rows;  ///< rows of the kernel matrix
  std::vector<std::uint32_t> axons;
};

/// Address generator of a convolution, backward: ConvAddresses with roles swapped. From a target's
/// (channel, y, x) to input positions and taps, clipped at the borders and to the axons of the
/// slice.
class ConvSources {
 public:
  /// `slice` must outlive it.
  ConvSources(const ConvSlice& slice, std::uint32_t targets);
  /// `out` is overwritten. Precondition: target < targets.
  void of(std::uint32_t target, Sources& out) const;
  const KernelShape& kernel() const { return kernel_; }
  /// Targets that kernel row `row` really has; a slice that cuts a group leaves others empty.
  std::uint32_t slots(std::uint32_t row) const;
  /// Index into ConvSlice::kernel of the weight at (`row`, `slot`) of the kernel matrix.
  std::uint32_t weight(std::uint32_t row, std::uint32_t slot) const;

 private:
  void add_row_of_taps(std::uint32_t channel, std::uint32_t ky, std::uint32_t iy, std::uint32_t ox,
                       Sources& out) const;
  std::uint32_t channel_of(std::uint32_t row) const;

  const ConvSlice& slice_;
  KernelShape kernel_;
};

}  // namespace engram
