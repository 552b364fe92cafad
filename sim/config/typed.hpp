#pragma once

#include <vector>

#include "sim/config/config.hpp"
#include "sim/config/config_fault.hpp"
#include "sim/config/json_value.hpp"

namespace engram::sim {

/// Reads the typed config out of a resolved tree (run_schema). Faults that concern several keys at
/// once are appended.
Config typed_config(const JsonValue& tree, std::vector<Fault>& faults);

/// The native network in a resolved object with "populations" and "projections".
NetworkDescription typed_network(const JsonValue& tree, const std::string& pointer,
                                 std::vector<Fault>& faults);

}  // namespace engram::sim
