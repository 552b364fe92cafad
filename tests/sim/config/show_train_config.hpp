#pragma once

#include <string>

#include "sim/config/train_config.hpp"

namespace engram::sim {

/// As show(Config): two that differ anywhere give different texts.
std::string show(const TaskConfig& task);
std::string show(const TrainConfig& config);

}  // namespace engram::sim
