#include "sim/config/energy_table_writer.hpp"

#include <tuple>
#include <vector>

#include "sim/config/json_writer.hpp"

namespace engram::sim {
namespace {

/// The provenances of a table, each under a key.
class WrittenSources {
 public:
  explicit WrittenSources(const energy::Table& table) {
    for (const auto& macro : std::get<std::vector<energy::SramMacro>>(table.sram)) {
      add(macro.provenance, macro.name);
    }
    for (const auto& row : table.logic) add(row.provenance, row.operation);
  }

  const std::string& key(const energy::Provenance& provenance) const {
    return keys_[find(provenance)];
  }

  void write(JsonWriter& json) const {
    json.key("sources").open_object();
    for (std::size_t index = 0; index < all_.size(); ++index) {
      json.key(keys_[index]).open_object();
      json.key("method").value(energy::to_string(all_[index].method));
      json.key("source").value(all_[index].source);
      json.key("derivation").value(all_[index].derivation).close();
    }
    json.close();
  }

 private:
  std::size_t find(const energy::Provenance& wanted) const {
    std::size_t index = 0;
    while (index < all_.size() &&
           std::tie(all_[index].method, all_[index].source, all_[index].derivation) !=
               std::tie(wanted.method, wanted.source, wanted.derivation)) {
      ++index;
    }
    return index;
  }

  void add(const energy::Provenance& provenance, const std::string& name) {
    if (find(provenance) < all_.size()) return;
    all_.push_back(provenance);
    keys_.push_back(name + "_" + std::to_string(all_.size()));
  }

  std::vector<energy::Provenance> all_;
  std::vector<std::string> keys_;
};

double nanoseconds(std::uint64_t picoseconds) {
  return static_cast<double>(picoseconds) / 1e3;
}

void write_macro(const energy::SramMacro& macro, const WrittenSources& sources, JsonWriter& json) {
  json.open_object();
  json.key("name").value(macro.name);
  json.key("words").value(macro.words);
  json.key("bits").value(macro.bits);
  json.key("ports").value(macro.ports);
  json.key("read_pj").value(macro.read.picojoules());
  json.key("write_pj").value(macro.write.picojoules());
  json.key("leakage_nw").value(macro.leakage_nw);
  json.key("area_um2").value(macro.area_um2);
  json.key("access_ns").value(nanoseconds(macro.access_ps));
  json.key("setup_ns").value(nanoseconds(macro.setup_ps));
  json.key("provenance").value(sources.key(macro.provenance)).close();
}

void write_row(const energy::LogicRow& row, const WrittenSources& sources, JsonWriter& json) {
  json.open_object();
  json.key("operation").value(row.operation);
  json.key("variant").value(row.variant);
  json.key("bits").value(row.bits);
  json.key("energy_pj").value(row.energy.picojoules());
  json.key("leakage_nw").value(row.leakage_nw);
  json.key("area_um2").value(row.area_um2);
  json.key("provenance").value(sources.key(row.provenance)).close();
}

}  // namespace

std::string table_text(const energy::Table& table) {
  const WrittenSources sources(table);
  JsonWriter json;
  json.open_object();
  json.key("schema").value("engram-energy-table");
  json.key("schema_version").value(1);
  json.key("name").value(table.name);
  json.key("licence").value(table.licence);
  if (table.node_nm > 0) json.key("node_nm").value(table.node_nm);
  json.key("voltage_v").value(table.voltage_v);
  json.key("temperature_c").value(table.temperature_c);
  json.key("corner").value(table.corner);
  sources.write(json);
  json.key("sram").open_object().key("macros").open_array();
  for (const auto& macro : std::get<std::vector<energy::SramMacro>>(table.sram)) {
    write_macro(macro, sources, json);
  }
  json.close().close();
  json.key("logic").open_array();
  for (const auto& row : table.logic) write_row(row, sources, json);
  json.close().close();
  return json.text();
}

}  // namespace engram::sim
