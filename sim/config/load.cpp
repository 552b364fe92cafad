#include "sim/config/load.hpp"

#include "sim/config/config_fault.hpp"
#include "sim/config/merge.hpp"
#include "sim/config/run_schema.hpp"
#include "sim/config/typed.hpp"
#include "sim/config/typed_train.hpp"

namespace engram::sim {
namespace {

JsonValue default_text(const std::string& text) {
  JsonValue value = json_string(text);
  value.source = default_source();
  return value;
}

/// Values that follow from others, and tables that are paths, which the schema cannot tell.
void complete(JsonValue& tree, const Config& config) {
  JsonValue& energy = *tree.find("energy");
  if (JsonValue* table = energy.find("table")) {
    table->text = config.tables.front();
  } else if (JsonValue* list = energy.find("tables")) {
    for (std::size_t index = 0; index < config.tables.size(); ++index) {
      list->items[index].text = config.tables[index];
    }
  } else {
    energy.members.emplace_back("table", default_text(config.tables.front()));
  }
  JsonValue& memory = *tree.find("chip")->find("core")->find("synapse_memory");
  if (memory.find("macros") == nullptr) {
    const bool shared = config.chip.synapse_memory.shared_macros;
    memory.members.emplace_back("macros", default_text(shared ? "shared" : "separate"));
  }
}

/// The file with what it extends and `sets`, resolved by `schema`.
JsonValue resolved_tree(const std::filesystem::path& file, const std::vector<std::string>& sets,
                        const Schema& schema, std::vector<Fault>& faults) {
  JsonValue given = read_extended(file);
  if (given.type == JsonValue::Type::object) apply_sets(given, sets, faults);
  return resolve(given, schema, "", faults);
}

}  // namespace

LoadedConfig load_config(const std::filesystem::path& file, const std::vector<std::string>& sets) {
  static const SchemaPtr schema = run_schema();  // a sweep loads thousands
  std::vector<Fault> faults;
  LoadedConfig loaded;
  loaded.tree = resolved_tree(file, sets, *schema, faults);
  loaded.config = typed_config(loaded.tree, faults);
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  complete(loaded.tree, loaded.config);
  loaded.resolved = json_text(loaded.tree);
  return loaded;
}

LoadedTrainConfig load_train_config(const std::filesystem::path& file,
                                    const std::vector<std::string>& sets) {
  std::vector<Fault> faults;
  LoadedTrainConfig loaded;
  loaded.tree = resolved_tree(file, sets, *train_schema(), faults);
  loaded.config = typed_train(loaded.tree, faults);
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  loaded.resolved = json_text(loaded.tree);
  return loaded;
}

bool is_train_config(const std::filesystem::path& file) {
  const JsonValue given = read_extended(file);
  return given.type == JsonValue::Type::object && given.find("training") != nullptr;
}

}  // namespace engram::sim
