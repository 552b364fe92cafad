#pragma once

#include "sim/config/schema.hpp"

namespace engram::sim {

/// Every key of a run config.
SchemaPtr run_schema();

/// Every key of the config of a training.
SchemaPtr train_schema();

/// Every key of a run on a spatial array.
SchemaPtr spatial_schema();

/// "chip/dram", of both chips: the port to DRAM.
SchemaPtr dram_schema();

/// "workload/network": a file of another tool, a native file, or a network in place.
SchemaPtr source_schema();

/// "workload/input": recordings or generators.
SchemaPtr input_schema();

/// "compression/prune": which weights become 0.
SchemaPtr prune_schema();

/// "compression/quantize": formats, scales and rounding.
SchemaPtr quantize_schema();

/// "task": what a network is trained on and tested with.
SchemaPtr task_schema();

/// "learning": a rule, its numbers and its targets.
SchemaPtr learning_schema();

/// A native network: {"populations": [...], "projections": [...]}.
std::vector<SchemaField> network_fields();

}  // namespace engram::sim
