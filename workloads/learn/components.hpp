#pragma once

#include <vector>

#include "workloads/network/network.hpp"

namespace engram::workloads::learn {

/// Strongly connected components, sources before targets; members by level along zero-delay edges,
/// so that in a timestep each comes after what reaches it at once. Throws NetworkFault naming a
/// loop without delay.
std::vector<std::vector<PopulationId>> components_in_order(const Network& network);

}  // namespace engram::workloads::learn
