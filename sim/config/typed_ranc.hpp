#pragma once

#include "sim/config/schema.hpp"
#include "sim/config/source_config.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {

/// Keys of "workload/network" that a folder of RANC memory files needs.
std::vector<SchemaField> ranc_fields();

/// A network that names a folder in "ranc".
void read_ranc(const TypedReader& network, NetworkConfig& config);

}  // namespace engram::sim
