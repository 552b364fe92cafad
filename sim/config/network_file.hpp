#pragma once

#include <filesystem>
#include <vector>

#include "sim/config/config_fault.hpp"
#include "workloads/network/generate.hpp"

namespace engram::sim {

/// A native JSON network as read: plain data for workloads/network/generate.
using NetworkDescription = workloads::NetworkDescription;

/// Most neurons of one population; a limit against slips, not of the simulator.
inline constexpr std::uint64_t kMaxNeurons = std::uint64_t{1} << 24;

/// Reads a native network file; faults are appended, and where there is one the result is good for
/// nothing.
NetworkDescription read_network_file(const std::filesystem::path& file, std::vector<Fault>& faults);

}  // namespace engram::sim
