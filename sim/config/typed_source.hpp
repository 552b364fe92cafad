#pragma once

#include "sim/config/source_config.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {

/// The "workload/network" object of a resolved run config; of one that is not sound only faults can
/// be had.
NetworkConfig typed_source(const TypedReader& network);

}  // namespace engram::sim
