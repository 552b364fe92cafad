#pragma once

#include <cstdint>

namespace engram {

/// Where a weight lies: its first bit in the region of weights. `index` says which one it is: of a
/// row its target, of a column its row, of a shared kernel its index into ConvSlice::kernel.
struct WeightPlace {
  std::uint32_t index = 0;
  std::uint64_t at = 0;
};

}  // namespace engram
