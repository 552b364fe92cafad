#pragma once

#include "workloads/network/network.hpp"

namespace engram::workloads {

/// The same network, spike for spike, without what NIR has no node for: address tables
/// (AddressStage::lookup) are multiplied out into lists of synapses, codebooks and powers of two
/// become the levels that they hold, in the narrowest uniform format. Several ways of a neuron to
/// one target become one synapse: fewer operations, and float32 weights are rounded once more.
/// Throws NetworkFault: levels that add up beyond 16 bits.
Network spelled_out(Network network);

}  // namespace engram::workloads
