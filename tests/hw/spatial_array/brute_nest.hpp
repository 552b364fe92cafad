#pragma once

#include "tests/hw/spatial_array/random_layer.hpp"

namespace engram::hw {

/// The counts of a layer by walking its loop nest element by element: the nests are written out
/// here once more, each tile is a list of elements, and residence is a comparison of lists. Shares
/// with the model the tiling, the format's bits of a tile, and how a pass lies on the array
/// (ArrayUse). `cycles` and the sums over passes of cycles stay 0.
LayerCounts brute_counts(const RandomLayer& layer);

}  // namespace engram::hw
