#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/config/config_fault.hpp"
#include "sim/config/json_value.hpp"

namespace engram::sim {

/// Getters on one object of a resolved tree. `pointer` is the object's own. Keys are read where the
/// schema found the object, or at least the key, `sound`: then types are right and `filled` and
/// `required` keys are there.
class TypedReader {
 public:
  TypedReader(const JsonValue& object, std::string pointer, std::vector<Fault>& faults)
      : object_(object), pointer_(std::move(pointer)), faults_(faults) {}

  bool has(const std::string& key) const { return object_.find(key) != nullptr; }
  bool sound() const { return object_.sound; }
  /// The key is there and nothing is wrong in it.
  bool sound(const std::string& key) const { return has(key) && value(key).sound; }
  /// The value at a JSON pointer below this object, when it is there.
  std::optional<TypedReader> below(const std::string& pointer) const {
    const JsonValue* value = object_.at(pointer);
    if (value == nullptr) return std::nullopt;
    return TypedReader(*value, pointer_ + pointer, faults_);
  }
  const JsonValue& value(const std::string& key) const { return *object_.find(key); }
  TypedReader child(const std::string& key) const {
    return {value(key), child_pointer(pointer_, key), faults_};
  }
  std::string text(const std::string& key) const { return value(key).text; }
  double number(const std::string& key) const { return value(key).number; }
  bool flag(const std::string& key) const { return value(key).flag; }
  std::uint32_t count(const std::string& key) const {
    return static_cast<std::uint32_t>(value(key).integer);
  }
  bool is(const std::string& key, const char* name) const { return value(key).text == name; }
  std::optional<std::string> maybe_text(const std::string& key) const {
    return has(key) ? std::optional(text(key)) : std::nullopt;
  }
  std::optional<double> maybe_number(const std::string& key) const {
    return has(key) ? std::optional(number(key)) : std::nullopt;
  }
  std::optional<std::uint32_t> maybe_count(const std::string& key) const {
    return has(key) ? std::optional(count(key)) : std::nullopt;
  }
  std::optional<bool> maybe_flag(const std::string& key) const {
    return has(key) ? std::optional(flag(key)) : std::nullopt;
  }

  /// A fault at `key` (at the object when the key is absent or empty).
  void fault(const std::string& key, const std::string& message) const {
    const JsonValue* at = key.empty() ? nullptr : object_.find(key);
    const JsonValue& place = at == nullptr ? object_ : *at;
    faults_.push_back({place.source ? place.source->name : "", place.line,
                       key.empty() ? pointer_ : child_pointer(pointer_, key), message});
  }
  /// A fault where the path at `key` leads to nothing. The files that a config names are looked for
  /// with everything else; what is in them comes later.
  void check_file(const std::string& key, bool or_folder) const;
  const JsonValue& object() const { return object_; }
  const std::string& pointer() const { return pointer_; }
  std::vector<Fault>& faults() const { return faults_; }

 private:
  const JsonValue& object_;
  std::string pointer_;
  std::vector<Fault>& faults_;
};

}  // namespace engram::sim
