#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/config/config_fault.hpp"
#include "sim/config/json_value.hpp"

namespace engram::sim {

/// Objects merge key by key, everything else replaces.
void merge(JsonValue& base, const JsonValue& over);

/// A config file with everything it extends merged underneath; the result has no `extends`. Throws
/// ConfigFault; a circle of `extends` is named file by file.
JsonValue read_extended(const std::filesystem::path& file);

/// Applies "/json/pointer=value" to an object: value is JSON, or else taken as text. Faults are
/// appended.
void apply_sets(JsonValue& tree, const std::vector<std::string>& sets, std::vector<Fault>& faults);

}  // namespace engram::sim
