#pragma once

#include "hw/spatial_array/dram_spec.hpp"
#include "hw/spatial_array/layer_counts.hpp"
#include "hw/spatial_array/tensor_format.hpp"

namespace engram::hw {

/// DRAM that knows its cycles. A transfer is contiguous, begins on a row of its own (tiles are laid
/// out one behind the other, each tensor in banks of its own), and is rounded up to whole bursts:
/// the first burst of each row it touches misses, the others hit.
class DramModel {
 public:
  explicit DramModel(const DramSpec& spec) : spec_(spec) {}

  /// Cycles of a transfer; counted in `counts`. An empty transfer costs nothing.
  Count read(const StoredTile& tile, DramCounts& counts) const;
  Count write(const StoredTile& tile, DramCounts& counts) const;

 private:
  Count transfer(Count bits, DramCounts& counts, Count& transferred) const;

  DramSpec spec_;
};

}  // namespace engram::hw
