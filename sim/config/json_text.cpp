#include "sim/config/json_text.hpp"

#include <algorithm>

namespace engram::sim {
namespace {

constexpr std::size_t kPrintedItems = 4;

bool is_plain(const JsonValue& value) {
  return value.type != JsonValue::Type::array && value.type != JsonValue::Type::object;
}

std::string plain_text(const JsonValue& value) {
  if (value.type == JsonValue::Type::null) return "null";
  if (value.type == JsonValue::Type::boolean) return value.flag ? "true" : "false";
  return value.text;
}

std::string list_text(const JsonValue& list) {
  if (list.items.size() > kPrintedItems) return what_it_is(list);
  std::string text;
  for (const JsonValue& item : list.items) text += (text.empty() ? "" : ", ") + plain_text(item);
  return "[" + text + "]";
}

void append_origin(const JsonValue& value, const std::string& pointer, const std::string& shown,
                   std::string& text) {
  text += pointer + "  " + shown + "  (" + (value.source ? value.source->name : "default");
  if (value.line > 0) text += ":" + std::to_string(value.line);
  text += ")\n";
}

void append_origins(const JsonValue& value, const std::string& pointer, std::string& text) {
  if (is_plain(value)) return append_origin(value, pointer, plain_text(value), text);
  if (value.type == JsonValue::Type::object) {
    if (value.members.empty()) append_origin(value, pointer, "{}", text);
    for (const auto& [name, member] : value.members) {
      append_origins(member, child_pointer(pointer, name), text);
    }
  } else if (std::all_of(value.items.begin(), value.items.end(), is_plain)) {
    append_origin(value, pointer, list_text(value), text);
  } else {
    for (std::size_t index = 0; index < value.items.size(); ++index) {
      append_origins(value.items[index], child_pointer(pointer, std::to_string(index)), text);
    }
  }
}

}  // namespace

void write_json(const JsonValue& value, JsonWriter& json) {
  switch (value.type) {
    case JsonValue::Type::null:
      json.raw("null");
      return;
    case JsonValue::Type::boolean:
      json.value(value.flag);
      return;
    case JsonValue::Type::integer:
      if (value.huge) {
        json.value(value.number);
      } else {
        json.value(value.integer);
      }
      return;
    case JsonValue::Type::number:
      json.value(value.number);
      return;
    case JsonValue::Type::string:
      json.value(value.text);
      return;
    case JsonValue::Type::array:
      json.open_array();
      for (const JsonValue& item : value.items) write_json(item, json);
      json.close();
      return;
    case JsonValue::Type::object:
      json.open_object();
      for (const auto& [name, member] : value.members) {
        json.key(name);
        write_json(member, json);
      }
      json.close();
  }
}

std::string json_text(const JsonValue& tree) {
  JsonWriter json;
  write_json(tree, json);
  return json.text();
}

std::string origin_text(const JsonValue& tree) {
  std::string text;
  append_origins(tree, "", text);
  return text;
}

}  // namespace engram::sim
