#pragma once

#include <string>

#include "tests/differential/on_chip.hpp"

namespace engram::differential {

/// Where chip and reference first differ, in words; empty where all of it is equal, bit for bit:
/// spikes, spike counts by neuron, synaptic operations by projection, membranes of every step, and
/// the largest membrane of every readout. Both must have traced populations_with_membranes().
std::string difference(const workloads::Network& network,
                       const std::vector<workloads::SpikeTrain>& inputs,
                       const workloads::ReferenceResult& reference, const ChipOutcome& chip);

/// The same without membranes: a chip that updates touched neurons only leaves them behind.
std::string spike_difference(const workloads::Network& network,
                             const std::vector<workloads::SpikeTrain>& inputs,
                             const workloads::ReferenceResult& reference, const ChipOutcome& chip);

}  // namespace engram::differential
