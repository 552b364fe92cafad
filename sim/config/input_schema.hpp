#pragma once

#include <vector>

#include "sim/config/schema.hpp"

/// Parts of "workload/input" that tasks have too.
namespace engram::sim {

SchemaPtr format_schema();
SchemaPtr encoder_schema();
SchemaPtr crop_schema();
SchemaPtr timestep_schema();
SchemaPtr timesteps_schema();

/// What becomes of events, in the order in which it is done; ends with `timesteps`, required.
std::vector<SchemaField> event_steps();

}  // namespace engram::sim
