#pragma once

#include <string>

#include "sim/config/json_value.hpp"
#include "sim/config/json_writer.hpp"

namespace engram::sim {

/// Appends a value and everything in it. What is written reads back to the same value.
void write_json(const JsonValue& value, JsonWriter& json);

/// A tree as a JSON document.
std::string json_text(const JsonValue& tree);

/// "pointer  value  (file:line | --set | default)" of every value, one a line. A list of plain
/// values is one value; long ones are counted, not printed.
std::string origin_text(const JsonValue& tree);

}  // namespace engram::sim
