#pragma once

#include "sim/config/config.hpp"
#include "workloads/network/network.hpp"

namespace engram::sim {

/// The network a config names: imported from NIR, or generated from its description.
/// Throws FileFault or NetworkFault.
workloads::Network load_network(const NetworkConfig& config, std::uint64_t seed);
workloads::Network load_network(const Config& config);

}  // namespace engram::sim
