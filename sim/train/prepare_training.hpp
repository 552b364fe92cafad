#pragma once

#include <memory>

#include "sim/config/train_config.hpp"
#include "workloads/learn/trainer.hpp"

namespace engram::sim {

/// Everything of a training before its first epoch: checked.
struct PreparedTraining {
  std::unique_ptr<workloads::TrainingTask> task;
  workloads::Network network;  ///< before training
  std::unique_ptr<workloads::Trainer> trainer;
};

/// Reads the task's files and the network, and sets up the trainer. Throws InputFault (prepare.hpp)
/// with the faults of task and network together.
PreparedTraining prepare_training(const TrainConfig& config);

}  // namespace engram::sim
