#include "hw/spatial_array/tile_walk.hpp"

#include <algorithm>

namespace engram::hw {
namespace {

using enum Dimension;

bool same_weights(const Tile& a, const Tile& b) {
  return a[at(output)] == b[at(output)] && a[at(input)] == b[at(input)];
}

bool same_outputs(const Tile& a, const Tile& b) {
  return a[at(timestep)] == b[at(timestep)] && a[at(output)] == b[at(output)] &&
         a[at(row)] == b[at(row)] && a[at(column)] == b[at(column)];
}

bool same_inputs(const Tile& a, const Tile& b) {
  return a[at(timestep)] == b[at(timestep)] && a[at(input)] == b[at(input)] &&
         a[at(row)] == b[at(row)] && a[at(column)] == b[at(column)];
}

}  // namespace

TileWalk::TileWalk(const LayerShape& shape, Dataflow dataflow, const Tiling& tiling)
    : sizes_(shape.sizes()), nest_(loop_nest(dataflow)), tiling_(tiling), now_(Place{}) {
  for (const std::uint32_t size : sizes_) {
    if (size == 0) now_.reset();
  }
}

Tile TileWalk::block_of(const Place& place) const {
  Tile block;
  for (std::size_t loop = 0; loop < kDimensions; ++loop) {
    const std::uint32_t first = place.block[loop];
    block[loop] = {first, std::min(sizes_[loop], first + tiling_.block[loop])};
  }
  return block;
}

Tile TileWalk::tile_of(const Place& place) const {
  Tile tile = block_of(place);
  for (std::size_t loop = 0; loop < kDimensions; ++loop) {
    const std::uint32_t first = place.tile[loop];
    tile[loop] = {first, std::min(tile[loop].end, first + tiling_.tile[loop])};
  }
  return tile;
}

bool TileWalk::step(Place& place) const {
  const Tile block = block_of(place);
  for (std::size_t loop = kDimensions; loop-- > 0;) {
    const std::size_t of = at(nest_.buffer[loop]);
    place.tile[of] += tiling_.tile[of];
    if (place.tile[of] < block[of].end) return true;
    place.tile[of] = block[of].first;
  }
  for (std::size_t loop = kDimensions; loop-- > 0;) {
    const std::size_t of = at(nest_.dram[loop]);
    place.block[of] += tiling_.block[of];
    const bool inside = place.block[of] < sizes_[of];
    if (!inside) place.block[of] = 0;
    place.tile[of] = place.block[of];
    if (inside) return true;
  }
  return false;
}

std::optional<Pass> TileWalk::next() {
  if (!now_) return std::nullopt;
  Pass pass;
  pass.block = block_of(*now_);
  pass.tile = tile_of(*now_);
  const bool first = !before_;
  const Tile block_before = first ? Tile{} : block_of(*before_);
  const Tile tile_before = first ? Tile{} : tile_of(*before_);
  pass.new_input_block = first || !same_inputs(block_before, pass.block);
  pass.new_weight_block = first || !same_weights(block_before, pass.block);
  pass.new_weight_tile = first || !same_weights(tile_before, pass.tile);
  pass.new_output_block = first || !same_outputs(block_before, pass.block);
  pass.new_output_tile = first || !same_outputs(tile_before, pass.tile);
  before_ = now_;
  const bool last = !step(*now_);
  if (last) now_.reset();
  pass.last_of_output_block = last || !same_outputs(block_of(*now_), pass.block);
  pass.last_of_output_tile = last || !same_outputs(tile_of(*now_), pass.tile);
  return pass;
}

}  // namespace engram::hw
