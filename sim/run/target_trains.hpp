#pragma once

#include <vector>

#include "sim/run/prepare.hpp"

namespace engram::sim {

/// What the neurons of some populations should emit, for every sample: from the table or the folder
/// of tables at /learning/targets/spikes (workloads/spikes/spike_table.hpp). A table without a
/// column `sample` holds for all samples, one with it for those that it names; a folder has a table
/// "NAME.csv" for each. Events from the last timestep on are dropped; what no row says is 0. Throws
/// FileFault with all faults: of the tables, names that no population has, no population at all, a
/// table of samples of which none is run.
Targets load_targets(const Config& config, const workloads::Network& network,
                     const std::vector<Sample>& samples);

}  // namespace engram::sim
