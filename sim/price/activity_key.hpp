#pragma once

#include <string>

#include "sim/config/config.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {

/// A digest of all that the spikes of a run depend on, by content: every field of the compressed
/// network, every event of the samples, the timesteps, and this program's version. Whatever file a
/// network came from, the same network has the same key, and another one another key.
std::string activity_key(const Config& config, const Prepared& prepared);

}  // namespace engram::sim
