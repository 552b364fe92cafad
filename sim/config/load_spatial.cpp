#include "sim/config/json_text.hpp"
#include "sim/config/merge.hpp"
#include "sim/config/run_schema.hpp"
#include "sim/config/spatial_config.hpp"
#include "sim/config/typed_spatial.hpp"

namespace engram::sim {

bool is_spatial(const std::filesystem::path& file) {
  const JsonValue given = read_extended(file);
  const JsonValue* kind = given.at("/chip/template");
  return kind != nullptr && kind->text == "spatial_array";
}

LoadedSpatialConfig load_spatial(const std::filesystem::path& file,
                                 const std::vector<std::string>& sets) {
  JsonValue given = read_extended(file);
  std::vector<Fault> faults;
  if (given.type == JsonValue::Type::object) apply_sets(given, sets, faults);
  LoadedSpatialConfig loaded;
  loaded.tree = resolve(given, *spatial_schema(), "", faults);
  loaded.config = typed_spatial(loaded.tree, faults);
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  JsonValue& energy = *loaded.tree.find("energy");
  if (JsonValue* table = energy.find("table")) {
    table->text = loaded.config.tables.front();
  } else {
    JsonValue name = json_string(loaded.config.tables.front());
    name.source = default_source();
    energy.members.emplace_back("table", std::move(name));
  }
  loaded.resolved = json_text(loaded.tree);
  return loaded;
}

}  // namespace engram::sim
