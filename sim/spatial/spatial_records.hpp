#pragma once

#include <vector>

#include "sim/results/record_table.hpp"
#include "sim/spatial/spatial_run.hpp"

namespace engram::sim {

/// The figures of spatial_screen in full, for scripts: `summary`, `levels`, `layers`.
std::vector<RecordTable> spatial_records(const SpatialConfig& config,
                                         const SpatialOutcome& outcome);

}  // namespace engram::sim
