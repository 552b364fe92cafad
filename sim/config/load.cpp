#include "sim/config/load.hpp"

#include "sim/config/config_fault.hpp"
#include "sim/config/merge.hpp"
#include "sim/config/run_schema.hpp"
#include "sim/config/typed.hpp"

namespace engram::sim {
namespace {

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

LoadedConfig load_config(const std::filesystem::path& file, const std::vector<std::string>& sets) {
  JsonValue given = read_extended(file);
  std::vector<Fault> faults;
  if (given.type == JsonValue::Type::object) apply_sets(given, sets, faults);
  LoadedConfig loaded;
  loaded.tree = resolve(given, *run_schema(), "", faults);
  loaded.config = typed_config(loaded.tree, faults);
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  absolute_tables(loaded.tree, loaded.config.tables);
  loaded.resolved = json_text(loaded.tree);
  return loaded;
}

}  // namespace engram::sim
