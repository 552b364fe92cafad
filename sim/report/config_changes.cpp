#include "sim/report/config_changes.hpp"

#include "sim/config/json_text.hpp"

namespace engram::sim {
namespace {

void compare(const JsonValue& from, const JsonValue& to, const std::string& pointer,
             std::vector<ConfigChange>& changes) {
  using Type = JsonValue::Type;
  if (from.type != Type::object || to.type != Type::object) {
    if (from.type != to.type || json_text(from) != json_text(to)) changes.push_back({pointer, &to});
    return;
  }
  for (const auto& [name, value] : to.members) {
    const std::string at = child_pointer(pointer, name);
    const JsonValue* before = from.find(name);
    if (before == nullptr) {
      changes.push_back({at, &value});
    } else {
      compare(*before, value, at, changes);
    }
  }
  for (const auto& [name, value] : from.members) {
    if (to.find(name) == nullptr) changes.push_back({child_pointer(pointer, name), nullptr});
  }
}

}  // namespace

std::vector<ConfigChange> config_changes(const JsonValue& from, const JsonValue& to) {
  std::vector<ConfigChange> changes;
  compare(from, to, "", changes);
  return changes;
}

}  // namespace engram::sim
