#pragma once

#include "sim/config/schema.hpp"

namespace engram::sim {

/// An energy table file: macros or a grid, and logic rows (configs/energy/README.md).
SchemaPtr table_schema();

/// A table computed from another by factors.
SchemaPtr scaled_table_schema();

}  // namespace engram::sim
