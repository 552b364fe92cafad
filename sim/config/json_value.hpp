#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace engram::sim {

/// Where a value was written: a file, "--set", or "default".
struct Source {
  std::string name;
  std::filesystem::path folder;  ///< relative paths in it start here
};

/// A JSON value that knows where it came from. Objects keep the order of their keys.
struct JsonValue {
  enum class Type { null, boolean, integer, number, string, array, object };
  Type type = Type::null;
  bool flag = false;
  std::int64_t integer = 0;  ///< type integer: the value, when it fits; see `huge`
  bool huge = false;         ///< an integer beyond 64 bits signed
  double number = 0;         ///< integer and number: the value as double
  std::string text;          ///< string: its text; numbers: as written
  std::vector<JsonValue> items;
  std::vector<std::pair<std::string, JsonValue>> members;
  std::shared_ptr<const Source> source;
  int line = 0;
  bool sound = true;  ///< after resolve(): no fault here or below

  // Defined where the pairs of `members` are complete; clang 14 asks for that.
  JsonValue();
  JsonValue(const JsonValue&);
  JsonValue(JsonValue&&) noexcept;
  JsonValue& operator=(const JsonValue&);
  JsonValue& operator=(JsonValue&&) noexcept;
  ~JsonValue();

  bool is_number() const { return type == Type::integer || type == Type::number; }
  const JsonValue* find(const std::string& key) const;
  JsonValue* find(const std::string& key);
  /// The value at a JSON pointer below this one; null when there is none.
  const JsonValue* at(const std::string& pointer) const;
};

/// "an object", "a string", "the number 2.5": what was found, for messages.
std::string what_it_is(const JsonValue& value);

JsonValue json_string(std::string text);
JsonValue json_integer(std::int64_t value);
JsonValue json_number(double value);
JsonValue json_boolean(bool flag);
JsonValue json_object();
JsonValue json_array(std::vector<JsonValue> items);

/// Appends `token` to a JSON pointer, escaped (RFC 6901).
std::string child_pointer(const std::string& pointer, const std::string& token);
/// The tokens of a pointer, unescaped; empty for "".
std::vector<std::string> pointer_tokens(const std::string& pointer);

}  // namespace engram::sim
