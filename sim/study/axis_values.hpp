#pragma once

#include <string>
#include <vector>

#include "sim/config/schema.hpp"
#include "sim/config/typed_reader.hpp"
#include "sim/study/grid.hpp"

/// The values of an axis, of a grid or a sweep: a list, or a range of numbers.
namespace engram::sim {

/// A list of "/json/pointer=value", empty unless given.
SchemaPtr sets_schema(const char* doc);

/// [2, "index", {"name": ..., "sets": [...]}] or {"from": 1, "to": 64, "count": 7, "scale": "log"}.
SchemaPtr axis_values_schema();

std::vector<std::string> read_texts(const TypedReader& reader, const std::string& key);

/// The values at `key`; plain ones are put at `pointer`, and are a fault where that is empty.
/// Precondition: they fit axis_values_schema.
std::vector<GridAxis::Value> read_axis_values(const TypedReader& reader, const std::string& key,
                                              const std::string& pointer);

}  // namespace engram::sim
