#pragma once

#include <optional>

#include "workloads/network/network.hpp"

namespace engram::workloads {

/// Adds to the delays of a network, which are those of Delay nodes so far: `round_loops` to every
/// projection of a loop that no Delay node breaks (found as strongly connected components along
/// edges without delay), `otherwise` to all others.
void add_delays(Network& network, std::uint32_t round_loops, std::uint32_t otherwise);

}  // namespace engram::workloads
