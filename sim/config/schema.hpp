#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/config/config_fault.hpp"
#include "sim/config/json_value.hpp"

/// What a document may hold, as a table: the same table checks it, fills in defaults, and prints
/// itself as JSON Schema (draft 2020-12).
namespace engram::sim {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kMaxSeed = 9007199254740991;  ///< every JSON reader keeps it exact (RFC 8259, 6)

struct Schema;
using SchemaPtr = std::shared_ptr<const Schema>;

struct SchemaField {
  std::string name;
  SchemaPtr schema;
  enum class Presence {
    required,  ///< missing is a fault
    filled,    ///< missing: the default, or an object of defaults
    optional   ///< missing stays missing
  } presence = Presence::filled;
};

struct Schema {
  enum class Kind { object, map, list, text, choice, path, integer, number, boolean, any_of };
  Kind kind = Kind::object;
  std::string doc, unit;
  std::optional<JsonValue> fallback;  ///< default
  double low = -kInfinity;
  double high = kInfinity;
  bool above_low = false;            ///< low itself is not allowed
  std::vector<std::string> choices;  ///< choice
  std::vector<SchemaField> fields;   ///< object
  SchemaPtr item;                    ///< map, list
  std::size_t least = 0, most = std::numeric_limits<std::size_t>::max();  ///< list
  std::vector<SchemaPtr> alternatives;  ///< any_of, told apart by JSON type
};

// Builders: schemas are written as nested calls, see run_schema.cpp.
SchemaPtr object(std::string doc, std::vector<SchemaField> fields);
SchemaPtr map_of(std::string doc, SchemaPtr item);
SchemaPtr list_of(std::string doc, SchemaPtr item, std::size_t least = 0,
                  std::size_t most = std::numeric_limits<std::size_t>::max());
SchemaPtr text(std::string doc, std::optional<std::string> fallback = std::nullopt);
SchemaPtr choice(std::string doc, std::vector<std::string> choices,
                 std::optional<std::string> fallback = std::nullopt);
SchemaPtr path(std::string doc);
SchemaPtr integer(std::string doc, double low, double high, std::string unit = "",
                  std::optional<std::int64_t> fallback = std::nullopt);
/// A number of at least `low`, or above it when `above_low`.
SchemaPtr number(std::string doc, double low, double high, bool above_low, std::string unit = "",
                 std::optional<double> fallback = std::nullopt);
SchemaPtr boolean(std::string doc, std::optional<bool> fallback = std::nullopt);
SchemaPtr any_of(std::string doc, std::vector<SchemaPtr> alternatives);
SchemaPtr with_default(SchemaPtr schema, JsonValue fallback);

SchemaField required(std::string name, SchemaPtr schema);
SchemaField filled(std::string name, SchemaPtr schema);
SchemaField optional(std::string name, SchemaPtr schema);

/// Checks `value` and returns it with every default filled in and paths made absolute. Faults are
/// appended (unknown keys with a suggestion, wrong types, ranges, missing keys). Where there is
/// one, the returned value and those around it are not `sound`: keys may be missing or of another
/// type than the schema says.
JsonValue resolve(const JsonValue& value, const Schema& schema, const std::string& pointer,
                  std::vector<Fault>& faults);

/// The source of values that nobody gave.
const std::shared_ptr<const Source>& default_source();

/// The schema as a JSON Schema document.
std::string schema_text(const Schema& schema, const std::string& title);

}  // namespace engram::sim
