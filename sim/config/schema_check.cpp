#include <algorithm>
#include <cmath>

#include "sim/config/json_writer.hpp"
#include "sim/config/schema.hpp"

namespace engram::sim {
namespace {

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// Whole numbers of a readable length without an exponent.
std::string bound(double number) {
  const bool plain = std::abs(number) < 1e8 && number == std::floor(number);
  return plain ? std::to_string(static_cast<std::int64_t>(number)) : shortest(number);
}

std::string range_text(const Schema& schema) {
  const std::string unit = schema.unit.empty() ? "" : " " + schema.unit;
  if (std::isinf(schema.low) && std::isinf(schema.high)) return "";
  std::string text = schema.above_low ? " above " : " from ";
  text += bound(schema.low);
  if (!std::isinf(schema.high))
    text += (schema.above_low ? " up to " : " to ") + bound(schema.high);
  else if (!schema.above_low)
    text = " of at least " + bound(schema.low);
  return text + unit;
}

/// " of 2 entries"; empty when any number will do.
std::string entries_text(const Schema& schema) {
  const std::string least = std::to_string(schema.least), most = std::to_string(schema.most);
  if (schema.least == schema.most) return " of " + least + " entries";
  if (schema.most != Schema{}.most) return " of " + least + " to " + most + " entries";
  return schema.least == 0 ? ""
                           : " of at least " + least + (schema.least == 1 ? " entry" : " entries");
}

/// What is expected, for messages: "a whole number from 1 to 4096".
std::string expected(const Schema& schema) {
  switch (schema.kind) {
    case Schema::Kind::object:
    case Schema::Kind::map:
      return "an object";
    case Schema::Kind::list:
      return "a list" + entries_text(schema);
    case Schema::Kind::text:
      return "text";
    case Schema::Kind::path:
      return "a path";
    case Schema::Kind::choice:
      if (schema.choices.size() == 1) return schema.choices[0] + ", all this version has";
      return "one of " + listed(schema.choices);
    case Schema::Kind::integer:
      return "a whole number" + range_text(schema);
    case Schema::Kind::number:
      return "a number" + range_text(schema);
    case Schema::Kind::boolean:
      return "true or false";
    case Schema::Kind::any_of: {
      std::string text;
      for (const SchemaPtr& alternative : schema.alternatives) {
        text += (text.empty() ? "" : " or ") + expected(*alternative);
      }
      return text;
    }
  }
  return "";
}

bool type_fits(const JsonValue& value, const Schema& schema) {
  switch (schema.kind) {
    case Schema::Kind::object:
    case Schema::Kind::map:
      return value.type == JsonValue::Type::object;
    case Schema::Kind::list:
      return value.type == JsonValue::Type::array;
    case Schema::Kind::text:
    case Schema::Kind::path:
    case Schema::Kind::choice:
      return value.type == JsonValue::Type::string;
    case Schema::Kind::integer:
    case Schema::Kind::number:
      return value.is_number();
    case Schema::Kind::boolean:
      return value.type == JsonValue::Type::boolean;
    case Schema::Kind::any_of:
      return std::any_of(schema.alternatives.begin(), schema.alternatives.end(),
                         [&](const SchemaPtr& one) { return type_fits(value, *one); });
  }
  return false;
}

/// An object or list with its place and nothing in it yet.
JsonValue without_content(const JsonValue& value) {
  JsonValue empty;
  empty.type = value.type;
  empty.source = value.source;
  empty.line = value.line;
  return empty;
}

class Resolver {
 public:
  explicit Resolver(std::vector<Fault>& faults) : faults_(faults) {}

  JsonValue resolve(const JsonValue& value, const Schema& schema, const std::string& pointer) {
    const std::size_t before = faults_.size();
    JsonValue result = resolve_any(value, schema, pointer);
    result.sound = faults_.size() == before;
    return result;
  }

 private:
  JsonValue resolve_any(const JsonValue& value, const Schema& schema, const std::string& pointer) {
    if (!type_fits(value, schema)) {
      fault(value, pointer, "found " + what_it_is(value) + ", expected " + expected(schema));
      return value;
    }
    switch (schema.kind) {
      case Schema::Kind::object:
        return resolve_object(value, schema, pointer);
      case Schema::Kind::map:
        return resolve_map(value, schema, pointer);
      case Schema::Kind::list:
        return resolve_list(value, schema, pointer);
      case Schema::Kind::choice:
        check_choice(value, schema, pointer);
        break;
      case Schema::Kind::integer:
      case Schema::Kind::number:
        check_number(value, schema, pointer);
        break;
      case Schema::Kind::path:
        return absolute_path(value, pointer);
      case Schema::Kind::any_of:
        for (const SchemaPtr& one : schema.alternatives) {
          if (type_fits(value, *one)) return resolve(value, *one, pointer);
        }
        break;
      case Schema::Kind::text:
        check_text(value, pointer);
        break;
      case Schema::Kind::boolean:
        break;
    }
    return value;
  }

  void fault(const JsonValue& value, const std::string& pointer, const std::string& message) {
    faults_.push_back({value.source ? value.source->name : "", value.line, pointer, message});
  }

  JsonValue resolve_object(const JsonValue& value, const Schema& schema,
                           const std::string& pointer) {
    std::vector<std::string> known;
    for (const SchemaField& field : schema.fields) known.push_back(field.name);
    for (const auto& [name, member] : value.members) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      fault(member, child_pointer(pointer, name), "no such key" + suggestion(name, known));
    }
    JsonValue result = without_content(value);
    for (const SchemaField& field : schema.fields) {
      const std::string at = child_pointer(pointer, field.name);
      if (const JsonValue* member = value.find(field.name)) {
        result.members.emplace_back(field.name, resolve(*member, *field.schema, at));
      } else if (field.presence == SchemaField::Presence::required) {
        fault(value, at, "missing; expected " + expected(*field.schema));
      } else if (field.presence == SchemaField::Presence::filled) {
        result.members.emplace_back(field.name,
                                    resolve(default_of(*field.schema), *field.schema, at));
      }
    }
    return result;
  }

  static JsonValue default_of(const Schema& schema) {
    JsonValue value = schema.fallback.value_or(json_object());
    value.source = default_source();
    for (JsonValue& item : value.items) item.source = default_source();
    return value;
  }

  JsonValue resolve_map(const JsonValue& value, const Schema& schema, const std::string& pointer) {
    JsonValue result = without_content(value);
    for (const auto& [name, member] : value.members) {
      result.members.emplace_back(name,
                                  resolve(member, *schema.item, child_pointer(pointer, name)));
    }
    return result;
  }

  JsonValue resolve_list(const JsonValue& value, const Schema& schema, const std::string& pointer) {
    JsonValue result = without_content(value);
    if (value.items.size() < schema.least || value.items.size() > schema.most) {
      fault(value, pointer, "found " + what_it_is(value) + ", expected " + expected(schema));
    }
    result.items.reserve(value.items.size());
    for (const JsonValue& item : value.items) {
      result.items.push_back(
          resolve(item, *schema.item, child_pointer(pointer, std::to_string(result.items.size()))));
    }
    return result;
  }

  void check_choice(const JsonValue& value, const Schema& schema, const std::string& pointer) {
    const auto& choices = schema.choices;
    if (std::find(choices.begin(), choices.end(), value.text) != choices.end()) return;
    fault(value, pointer,
          "found " + what_it_is(value) + ", expected " + expected(schema) +
              suggestion(value.text, choices));
  }

  void check_number(const JsonValue& value, const Schema& schema, const std::string& pointer) {
    const bool whole = schema.kind == Schema::Kind::integer;
    const bool fits = !whole || (value.type == JsonValue::Type::integer && !value.huge);
    const bool in_range =
        std::isfinite(value.number) && value.number <= schema.high &&
        (schema.above_low ? value.number > schema.low : value.number >= schema.low);
    if (fits && in_range) return;
    fault(value, pointer, "found " + what_it_is(value) + ", expected " + expected(schema));
  }

  bool check_text(const JsonValue& value, const std::string& pointer) {
    if (value.text.find('\0') == std::string::npos) return true;
    fault(value, pointer, "found text with a NUL character");
    return false;
  }

  JsonValue absolute_path(const JsonValue& value, const std::string& pointer) {
    JsonValue result = value;
    if (value.text.empty()) fault(value, pointer, "found an empty path");
    if (value.text.empty() || !check_text(value, pointer)) return result;
    const std::filesystem::path folder = value.source ? value.source->folder : "";
    std::error_code error;
    result.text = std::filesystem::weakly_canonical(folder / value.text, error).string();
    if (error) fault(value, pointer, "found " + what_it_is(value) + ": " + error.message());
    return result;
  }

  std::vector<Fault>& faults_;
};

}  // namespace

const std::shared_ptr<const Source>& default_source() {
  static const auto source = std::make_shared<const Source>(Source{"default", {}});
  return source;
}

JsonValue resolve(const JsonValue& value, const Schema& schema, const std::string& pointer,
                  std::vector<Fault>& faults) {
  return Resolver(faults).resolve(value, schema, pointer);
}

}  // namespace engram::sim
