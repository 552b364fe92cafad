#pragma once

#include <functional>

#include "hw/spatial_array/dataflow.hpp"

namespace engram::hw {

struct TilingChoice {
  Tiling tiling;
  double cost = 0;
  std::uint64_t legal = 0;  ///< tilings of the search space that the machine allows
  std::uint64_t tried = 0;  ///< of these; at most the bound
};

/// The cheapest of up to `bound` legal tilings of a layer, the first at a tie. The space: tiles of
/// powers of two (and whole loops), blocks of one tile or, of timesteps and input channels, of
/// more; columns are not cut, except where they lie on the PE columns; PE rows of the
/// row-stationary dataflows are given to sets in all ways that use more than half of them, or all
/// there is. Where there are more than `bound`, tilings are tried at even distances in this space.
/// Throws std::invalid_argument where none is legal.
TilingChoice search_tiling(const LayerShape& shape, Dataflow dataflow, const MachineSpec& machine,
                           std::uint64_t bound, const std::function<double(const Tiling&)>& cost);

}  // namespace engram::hw
