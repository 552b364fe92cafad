#pragma once

#include "hw/learning/learning_spec.hpp"
#include "workloads/network/learning.hpp"

namespace engram::sim {

/// A learning task as the chip is configured with it; `populations` is the network's number of
/// them.
hw::LearningSpec lower_learning(const workloads::LearningTask& task, std::size_t populations);

}  // namespace engram::sim
