#pragma once

#include <optional>
#include <vector>

#include "memory/controllers/conv_addresses.hpp"
#include "memory/controllers/conv_sources.hpp"
#include "memory/memory_image.hpp"

namespace engram::schaefer2020 {

/// A tap and channel that the machine of a convolution visits for one input or one output, whether
/// or not it lies inside the borders.
struct KernelPosition {
  std::uint64_t at = 0;             ///< first bit of the weight
  std::uint32_t kernel_weight = 0;  ///< index into ConvSlice::kernel
  /// Target (of a row) or axon (of a column); none beyond the borders, outside the slice, or where
  /// a kernel bitmap says that there is no weight.
  std::optional<std::uint32_t> other;
};

/// The positions of rows, columns and the whole kernel. `image` must outlive it.
class KernelPlaces {
 public:
  explicit KernelPlaces(const MemoryImage& image);
  /// Every tap and every channel of the slice that the axon's input channel feeds.
  void row(std::uint32_t axon, std::vector<KernelPosition>& out);
  /// Every tap of every input channel that feeds the target.
  void column(std::uint32_t target, std::vector<KernelPosition>& out) const;
  /// Every stored weight, row after row of the kernel matrix; none has an `other`.
  std::vector<KernelPosition> stored() const;

 private:
  KernelPosition position(std::uint32_t row, std::uint32_t slot) const;
  bool stored(std::uint32_t row, std::uint32_t slot) const;

  const MemoryImage& image_;
  ConvAddresses addresses_;
  ConvSources sources_;
  const BitArray* bitmap_ = nullptr;
  unsigned tap_bits_;
  std::vector<TapRead> taps_;  ///< of a row
};

}  // namespace engram::schaefer2020
