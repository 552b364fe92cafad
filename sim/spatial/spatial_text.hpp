#pragma once

#include <string>

#include "sim/spatial/spatial_run.hpp"

namespace engram::sim {

/// layer,cycles,bound,...: one row a layer: cycles by who is busy, operations, traffic, energy.
std::string layers_csv(const SpatialOutcome& outcome);

/// A page for the terminal: totals, energy by level, a line a layer.
std::string spatial_screen(const SpatialConfig& config, const SpatialOutcome& outcome);

/// What `engram show` prints: the loop nest, and how each layer's loops are cut.
std::string spatial_plan_text(const SpatialConfig& config);

/// "t 1 m 8 c 64 p 8 q 64"
std::string sizes_text(const hw::PerDimension<std::uint32_t>& sizes);

}  // namespace engram::sim
