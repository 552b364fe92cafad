#pragma once

#include "sim/config/schema.hpp"

namespace engram::sim {

/// Every key of a run config.
SchemaPtr run_schema();

/// A native network: {"populations": [...], "projections": [...]}.
std::vector<SchemaField> network_fields();

}  // namespace engram::sim
