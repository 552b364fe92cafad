#pragma once

#include "sim/config/learning_config.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {

/// "learning". Keys that belong to another rule are faults where somebody gave them; those with a
/// default mean nothing there.
LearningConfig typed_learning(const TypedReader& learning);

}  // namespace engram::sim
