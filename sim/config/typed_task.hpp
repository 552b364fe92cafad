#pragma once

#include "sim/config/task_config.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {

/// A "task" object of a resolved tree; of one that is not sound only faults can be had.
TaskConfig typed_task(const TypedReader& task);

/// Timesteps of a sample, and the length of one.
std::uint32_t timesteps_of(const TaskConfig& task);
double timestep_us_of(const TaskConfig& task);

}  // namespace engram::sim
