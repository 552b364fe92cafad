#pragma once

#include <vector>

#include "workloads/network/network.hpp"
#include "workloads/spikes/spike_train.hpp"

namespace engram::workloads::reference {

/// Refuses what simulate_reference cannot run; the exceptions are listed there.
void check(const Network& network, const std::vector<SpikeTrain>& inputs,
           const std::vector<PopulationId>& traced);

}  // namespace engram::workloads::reference
