#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <variant>

#include "sim/config/input_config.hpp"
#include "workloads/tasks/task.hpp"

namespace engram::sim {

/// Event recordings as a task; sim/run reads them.
struct EventTaskConfig {
  InputConfig input;  ///< kind events: the recordings, all of them or those to train on
  std::filesystem::path test, test_labels;  ///< recordings to test on; empty: by test_fraction
  double test_fraction = 0.2;
  std::uint64_t seed = 1;  ///< of the choice
  workloads::Shape shape;  ///< of the input population
  std::uint32_t classes = 0;
};

using TaskConfig = std::variant<workloads::RetentionOptions, workloads::RandmanOptions,
                                workloads::ImageTaskOptions, EventTaskConfig>;

/// Samples of a task as the input of a run.
struct TaskInput {
  TaskConfig task;
  workloads::Split split = workloads::Split::test;
};

}  // namespace engram::sim
