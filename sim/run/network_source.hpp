#pragma once

#include "sim/config/config.hpp"
#include "workloads/network/network.hpp"

namespace engram::sim {

/// The network a config names: imported from NIR, or generated from its description.
/// Throws FileFault or NetworkFault. Large projections whose weights can be had again, of at least
/// `parts_from`, are left without them (weight_source.hpp).
workloads::Network load_network(const NetworkConfig& config, std::uint64_t seed,
                                std::uint64_t parts_from = workloads::kNoProjection);
workloads::Network load_network(const Config& config,
                                std::uint64_t parts_from = workloads::kNoProjection);

}  // namespace engram::sim
