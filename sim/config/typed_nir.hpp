#pragma once

#include "sim/config/schema.hpp"
#include "sim/config/source_config.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {

/// Keys of "workload/network" that a NIR file needs.
std::vector<SchemaField> nir_fields();

/// A network that names a file in "nir".
void read_nir(const TypedReader& network, NetworkConfig& config);

}  // namespace engram::sim
