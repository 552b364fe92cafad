#include "sim/config/load.hpp"

#include "sim/config/config_fault.hpp"
#include "sim/config/json_writer.hpp"
#include "sim/config/merge.hpp"
#include "sim/config/run_schema.hpp"
#include "sim/config/typed.hpp"

namespace engram::sim {
namespace {

void write_tree(const JsonValue& value, JsonWriter& json) {
  switch (value.type) {
    case JsonValue::Type::null:
      json.raw("null");
      return;
    case JsonValue::Type::boolean:
      json.value(value.flag);
      return;
    case JsonValue::Type::integer:
      json.value(value.integer);
      return;
    case JsonValue::Type::number:
      json.value(value.number);
      return;
    case JsonValue::Type::string:
      json.value(value.text);
      return;
    case JsonValue::Type::array:
      json.open_array();
      for (const JsonValue& item : value.items) write_tree(item, json);
      json.close();
      return;
    case JsonValue::Type::object:
      json.open_object();
      for (const auto& [name, member] : value.members) {
        json.key(name);
        write_tree(member, json);
      }
      json.close();
  }
}

void append_origins(const JsonValue& value, const std::string& pointer, std::string& text) {
  if (value.type == JsonValue::Type::object && !value.members.empty()) {
    for (const auto& [name, member] : value.members) {
      append_origins(member, child_pointer(pointer, name), text);
    }
    return;
  }
  std::string origin = value.source ? value.source->name : "default";
  if (value.line > 0) origin += ":" + std::to_string(value.line);
  std::string shown = value.text;
  if (value.type == JsonValue::Type::boolean) shown = value.flag ? "true" : "false";
  if (value.type == JsonValue::Type::object) shown = "{}";
  if (value.type == JsonValue::Type::array) {
    shown = value.items.size() <= 4 ? "" : what_it_is(value);
    if (shown.empty()) {
      for (const JsonValue& item : value.items) shown += (shown.empty() ? "[" : ", ") + item.text;
      shown += shown.empty() ? "[]" : "]";
    }
  }
  text += pointer + "  " + shown + "  (" + origin + ")\n";
}

/// Table names that are paths become absolute, as every other path is.
void absolute_tables(JsonValue& tree, const std::vector<std::string>& tables) {
  JsonValue* energy = tree.find("energy");
  if (energy == nullptr) return;
  if (JsonValue* table = energy->find("table")) {
    table->text = tables.front();
  } else if (JsonValue* list = energy->find("tables")) {
    for (std::size_t index = 0; index < tables.size(); ++index) {
      list->items[index].text = tables[index];
    }
  } else {
    JsonValue chosen = json_string(tables.front());
    energy->members.emplace_back("table", std::move(chosen));
  }
}

}  // namespace

std::string json_text(const JsonValue& tree) {
  JsonWriter json;
  write_tree(tree, json);
  return json.text();
}

std::string origin_text(const JsonValue& tree) {
  std::string text;
  append_origins(tree, "", text);
  return text;
}

LoadedConfig load_config(const std::filesystem::path& file, const std::vector<std::string>& sets) {
  JsonValue given = read_extended(file);
  if (given.type == JsonValue::Type::object) apply_sets(given, sets);
  std::vector<Fault> faults;
  LoadedConfig loaded;
  loaded.tree = resolve(given, *run_schema(), "", faults);
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  loaded.config = typed_config(loaded.tree, faults);
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  absolute_tables(loaded.tree, loaded.config.tables);
  loaded.resolved = json_text(loaded.tree);
  return loaded;
}

}  // namespace engram::sim
