#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/config/json_value.hpp"

namespace engram::sim {

/// Objects merge key by key, everything else replaces.
void merge(JsonValue& base, const JsonValue& over);

/// A config file with everything it extends merged underneath. Throws ConfigFault; a circle of
/// `extends` is named file by file.
JsonValue read_extended(const std::filesystem::path& file);

/// Applies "/json/pointer=value": value is JSON, or else taken as text. Throws ConfigFault.
void apply_sets(JsonValue& tree, const std::vector<std::string>& sets);

}  // namespace engram::sim
