#pragma once

#include "workloads/network/network.hpp"

namespace engram::sim {

/// The accumulator is wide and exact (DESIGN definition 8): throws NetworkFault for every
/// population in which one event on each synapse of some neuron could exceed `bits` (two's
/// complement). Projections with float32 weights are not concerned.
void check_accumulators(const workloads::Network& network, unsigned bits);

}  // namespace engram::sim
