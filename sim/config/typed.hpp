#pragma once

#include <vector>

#include "sim/config/config.hpp"
#include "sim/config/config_fault.hpp"
#include "sim/config/json_value.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {

/// Reads the typed config out of a resolved tree (run_schema). Faults that concern several keys or
/// the files they name are appended; where the schema found faults, only what is sound is looked at
/// and the result is good for nothing.
Config typed_config(const JsonValue& tree, std::vector<Fault>& faults);

/// The native network in a resolved object with "populations" and "projections"; of those that are
/// not sound (or missing) only the names are read.
NetworkDescription typed_network(const JsonValue& tree, const std::string& pointer,
                                 std::vector<Fault>& faults);

}  // namespace engram::sim
