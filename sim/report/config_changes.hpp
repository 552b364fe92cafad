#pragma once

#include <string>
#include <vector>

#include "sim/config/json_value.hpp"

namespace engram::sim {

struct ConfigChange {
  std::string pointer;
  const JsonValue* value;  ///< of the other config; null: it has none there
};

/// Where `to` differs from `from`, by JSON pointer: the innermost members of objects; lists as a
/// whole. Points into `to`.
std::vector<ConfigChange> config_changes(const JsonValue& from, const JsonValue& to);

}  // namespace engram::sim
