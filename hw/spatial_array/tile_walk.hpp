#pragma once

#include <optional>

#include "hw/spatial_array/dataflow.hpp"

namespace engram::hw {

/// One pass of the array, and what changes with it.
struct Pass {
  Tile block, tile;
  bool new_input_block = false;   ///< inputs come from DRAM
  bool new_weight_block = false;  ///< weights do, where the buffer holds them
  bool new_weight_tile = false;   ///< weights reach the array
  bool new_output_block = false, last_of_output_block = false;
  bool new_output_tile = false, last_of_output_tile = false;  ///< sums that stay come and go
};

/// The passes of a layer in order: blocks by the DRAM loops, tiles of each by the buffer loops.
/// Keeps a place in the nest, nothing else.
class TileWalk {
 public:
  TileWalk(const LayerShape& shape, Dataflow dataflow, const Tiling& tiling);
  std::optional<Pass> next();

 private:
  struct Place {
    PerDimension<std::uint32_t> block{}, tile{};  ///< where each begins
  };
  Tile block_of(const Place& place) const;
  Tile tile_of(const Place& place) const;
  /// False behind the last place.
  bool step(Place& place) const;

  PerDimension<std::uint32_t> sizes_;
  const LoopNest& nest_;
  Tiling tiling_;
  std::optional<Place> before_, now_;
};

}  // namespace engram::hw
