#pragma once

#include <vector>

#include "sim/run/prepare.hpp"

namespace engram::sim {

/// The samples a config names: a recording or a folder of them (sample_files.hpp), encoded images,
/// samples of a task (training_task.hpp), or generated trains. Throws FileFault with every file's
/// fault, one a line, and where a label is of no output neuron.
std::vector<Sample> load_samples(const Config& config, const workloads::Network& network);

}  // namespace engram::sim
