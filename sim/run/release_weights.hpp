#pragma once

#include "sim/run/prepare.hpp"

namespace engram::sim {

/// Gives back the weights of projections that have levels: mapping, encoding and results ask for
/// levels alone.
void release_rounded(workloads::Network& network);

/// Keeps in Prepared::stored what results say of the weights, then gives all weights back. Call
/// once mapped.
void release_weights(const Config& config, Prepared& prepared);

}  // namespace engram::sim
