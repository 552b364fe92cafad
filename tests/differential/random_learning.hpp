#pragma once

#include <string>

#include "tests/differential/random_network.hpp"
#include "workloads/network/learning.hpp"

namespace engram::differential {

struct RandomLearning {
  workloads::LearningTask task;
  /// By sample of the case: a train for each targeted population.
  std::vector<std::vector<workloads::SpikeTrain>> targets;
};

/// A legal task on the network of a case: any rule, rounding and surrogate, numbers that let levels
/// move without always saturating, about two of three projections that can learn do so. `share`:
/// whether kernels may be shared where they can. Where all weights are floats nothing learns.
RandomLearning random_learning(const Draw& draw, const RandomCase& random, bool share);

/// For messages.
std::string describe(const workloads::LearningTask& task);

}  // namespace engram::differential
