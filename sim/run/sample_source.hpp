#pragma once

#include <vector>

#include "sim/run/prepare.hpp"

namespace engram::sim {

/// The samples a config names: one recording, a folder of them in order of name, or generated
/// trains. Throws FileFault with every file's fault, one a line.
std::vector<Sample> load_samples(const Config& config, const workloads::Network& network);

}  // namespace engram::sim
