#pragma once

#include <vector>

#include "sim/run/encoding_choice.hpp"
#include "sim/run/prepare.hpp"
#include "workloads/network/learning.hpp"

namespace engram::sim {

/// The task that "learning" describes, without targets. Precondition: config.learning is given, the
/// network is compressed. Projections that are not named learn where they can: uniform levels, and
/// with stdp no shared kernel. A convolution learns its kernel where its encoding shares it, else a
/// weight for every pair. Throws NetworkFault with all faults, each with its place in the config:
/// names that no projection has, weights that cannot learn, nothing that learns.
workloads::LearningTask learning_task(const Config& config, const workloads::Network& network,
                                      const std::vector<EncodingChoice>& choices);

/// Adds the targets to the task of `learning` and checks the whole. Throws NetworkFault.
void add_targets(const LearningConfig& config, const workloads::Network& network, Targets targets,
                 Learning& learning);

}  // namespace engram::sim
