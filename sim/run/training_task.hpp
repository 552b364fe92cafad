#pragma once

#include <memory>
#include <vector>

#include "sim/config/task_config.hpp"
#include "sim/run/prepare.hpp"
#include "workloads/learn/training_task.hpp"

namespace engram::sim {

/// The task that a config describes, its files read. Throws FileFault: files at fault, recordings
/// without a class or of one that there is not, an empty split.
std::unique_ptr<workloads::TrainingTask> make_task(const TaskConfig& config);

/// Inputs of one batch of size 1 as a sample, named by its number in the split; its label where the
/// task has classes.
Sample task_sample(const workloads::TrainingTask& task, workloads::Split split,
                   std::uint64_t number);

/// The samples of a run's task that `first` and `limit` leave. Throws FileFault: see make_task, and
/// inputs that are not those of the network.
std::vector<Sample> task_samples(const Config& config, const workloads::Network& network);

}  // namespace engram::sim
