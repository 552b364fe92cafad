#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/config/config.hpp"
#include "sim/config/json_value.hpp"

namespace engram::sim {

struct LoadedConfig {
  Config config;
  JsonValue tree;        ///< resolved: every key with its value and origin
  std::string resolved;  ///< the same as text; loading it gives the same text again
};

/// Reads a run config: `extends` first, then the file, then `sets` ("/json/pointer=value"), then
/// defaults. Throws ConfigFault with every fault found.
LoadedConfig load_config(const std::filesystem::path& file, const std::vector<std::string>& sets);

/// "pointer value origin" of every resolved value, one a line.
std::string origin_text(const JsonValue& tree);

/// A resolved tree as JSON text.
std::string json_text(const JsonValue& tree);

}  // namespace engram::sim
