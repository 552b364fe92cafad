#pragma once

#include "sim/config/config_fault.hpp"
#include "sim/config/spatial_config.hpp"

namespace engram::sim {

/// Reads the typed config out of a resolved tree (spatial_schema). Faults across keys are appended:
/// tilings that the machine forbids, unknown profiles, names given twice.
SpatialConfig typed_spatial(const JsonValue& tree, std::vector<Fault>& faults);

}  // namespace engram::sim
