#pragma once

#include <cstdint>
#include <vector>

#include "memory/kernel_shape.hpp"

namespace engram {

/// One valid tap of an event: the kernel row to read, which of its channels, where they go.
struct TapRead {
  std::uint32_t row = 0;              ///< row of the kernel matrix
  std::uint32_t first = 0, last = 0;  ///< targets of that row
  std::uint32_t local = 0;  ///< local neuron of target `first`; the next is `stride` further
};

/// Address generator of a convolution: from the event's (channel, y, x) to taps, clipped at the
/// borders and to the neurons of the slice.
class ConvAddresses {
 public:
  ConvAddresses(const ConvSlice& slice, std::uint32_t targets);
  void taps(std::uint32_t axon, std::vector<TapRead>& out) const;
  const KernelShape& kernel() const { return kernel_; }
  std::uint32_t stride() const { return plane_; }  ///< local neurons from channel to channel

 private:
  void add_tap(std::uint32_t channel, std::uint32_t row, std::uint32_t position,
               std::vector<TapRead>& out) const;

  const ConvSlice& slice_;
  std::uint32_t targets_, plane_;
  KernelShape kernel_;
};

}  // namespace engram
