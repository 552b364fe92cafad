#pragma once

#include <vector>

#include "sim/config/input_config.hpp"
#include "sim/run/prepare.hpp"
#include "workloads/network/projection.hpp"

namespace engram::sim {

/// The recordings that a config names, for an input population of `shape`. Throws FileFault with
/// every file's fault, one a line.
std::vector<Sample> recording_samples(const InputConfig& input, const workloads::Shape& shape);

/// Input that has addresses and timesteps leaves nothing to crop or to bin. Throws FileFault:
/// options of that kind were given. `what` it is: "a table of spikes has neurons and timesteps
/// already".
void refuse_event_steps(const InputConfig& input, const std::filesystem::path& file,
                        const std::string& what);

}  // namespace engram::sim
