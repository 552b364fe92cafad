#pragma once

#include <vector>

#include "sim/config/config_fault.hpp"
#include "sim/config/json_value.hpp"
#include "sim/config/train_config.hpp"

namespace engram::sim {

/// Reads the typed config out of a resolved tree (train_schema), as typed_config does for runs.
TrainConfig typed_train(const JsonValue& tree, std::vector<Fault>& faults);

}  // namespace engram::sim
