#pragma once

#include "sim/config/schema.hpp"
#include "sim/config/source_config.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {

/// Keys of "workload/network" that a lava-dl file needs.
std::vector<SchemaField> lava_fields();

/// A network that names a file in "lava".
void read_lava(const TypedReader& network, NetworkConfig& config);

}  // namespace engram::sim
