#pragma once

#include <vector>

#include "sim/config/input_config.hpp"
#include "sim/run/prepare.hpp"
#include "workloads/network/projection.hpp"

namespace engram::sim {

/// The recordings that a config names, for an input population of `shape`. Throws FileFault with
/// every file's fault, one a line.
std::vector<Sample> recording_samples(const InputConfig& input, const workloads::Shape& shape);

}  // namespace engram::sim
