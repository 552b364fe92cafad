#pragma once

#include <cstdint>
#include <string>

#include "sim/config/source_config.hpp"
#include "sim/config/task_config.hpp"
#include "workloads/learn/training_options.hpp"

namespace engram::sim {

/// The resolved config of `engram train`.
struct TrainConfig {
  std::string name;
  std::uint64_t seed = 1;  ///< of weights that are drawn, and of the training
  NetworkConfig network;
  TaskConfig task;
  workloads::TrainingOptions training;
  std::uint32_t test_every = 0;  ///< epochs from one test to the next; 0: at the end only
};

}  // namespace engram::sim
