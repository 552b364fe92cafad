#include "sim/config/energy_table_file.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "energy/scale.hpp"
#include "sim/config/data_folder.hpp"
#include "sim/config/energy_table_schema.hpp"
#include "sim/config/json_document.hpp"
#include "sim/config/schema.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;
using energy::Method;
using energy::Provenance;

Provenance read_provenance(const TypedReader& row) {
  const Method method = energy::method_from(row.text("method")).value_or(Method::assumed);
  return {method, row.text("source"), row.maybe_text("derivation").value_or("")};
}

class TableReader {
 public:
  TableReader(const TypedReader& root) : root_(root) {
    const TypedReader sources = root.child("sources");
    for (const auto& [key, value] : sources.object().members) {
      sources_[key] = read_provenance(sources.child(key));
    }
  }

  energy::Table read() {
    energy::Table table;
    table.name = root_.text("name");
    table.licence = root_.text("licence");
    table.node_nm = root_.number("node_nm");
    table.voltage_v = root_.number("voltage_v");
    table.temperature_c = root_.number("temperature_c");
    table.corner = root_.text("corner");
    const TypedReader sram = root_.child("sram");
    if (sram.has("macros") == sram.has("grid")) {
      sram.fault("", "expected exactly one of macros, grid");
    } else if (sram.has("macros")) {
      table.sram = read_macros(sram.child("macros"));
    } else {
      table.sram = read_grid(sram.child("grid"));
    }
    table.logic = read_logic(root_.child("logic"));
    return table;
  }

 private:
  Provenance source_of(const TypedReader& row) const {
    const std::string key = row.text("provenance");
    const auto found = sources_.find(key);
    if (found == sources_.end()) {
      std::vector<std::string> keys;
      for (const auto& [known, provenance] : sources_) keys.push_back(known);
      row.fault("provenance", "no source '" + key + "'" + suggestion(key, keys));
      return {};
    }
    Provenance provenance = found->second;
    if (const auto own = row.maybe_text("derivation")) provenance.derivation = *own;
    return provenance;
  }

  template <class Read>
  void each(const TypedReader& list, Read read) const {
    for (std::size_t index = 0; index < list.object().items.size(); ++index) {
      read(TypedReader(list.object().items[index],
                       child_pointer(list.pointer(), std::to_string(index)), list.faults()));
    }
  }

  std::vector<energy::SramMacro> read_macros(const TypedReader& list) const {
    std::vector<energy::SramMacro> macros;
    std::set<std::string> names;
    each(list, [&](const TypedReader& row) {
      energy::SramMacro macro;
      macro.name = row.text("name");
      macro.words = row.count("words");
      macro.bits = row.count("bits");
      macro.ports = row.count("ports");
      macro.read = Energy::picojoules(row.number("read_pj"));
      macro.write = Energy::picojoules(row.number("write_pj"));
      macro.leakage_nw = row.number("leakage_nw");
      macro.area_um2 = row.number("area_um2");
      macro.access_ps = static_cast<std::uint64_t>(std::ceil(row.number("access_ns") * 1e3));
      macro.setup_ps = static_cast<std::uint64_t>(std::ceil(row.number("setup_ns") * 1e3));
      macro.provenance = source_of(row);
      if (!names.insert(macro.name).second) {
        row.fault("name", "the macro '" + macro.name + "' is given twice");
      }
      macros.push_back(std::move(macro));
    });
    return macros;
  }

  energy::SramGrid read_grid(const TypedReader& grid) const {
    energy::SramGrid result;
    result.ports = grid.count("ports");
    result.provenance = source_of(grid);
    std::set<std::uint64_t> capacities;
    std::set<unsigned> widths;
    for (const JsonValue& row : grid.value("points").items) {
      const auto at = [&](std::size_t index) { return row.items[index].number; };
      result.points.push_back({static_cast<std::uint64_t>(at(0)), static_cast<unsigned>(at(1)),
                               at(2), at(3), at(4), at(5), at(6)});
      capacities.insert(result.points.back().capacity_bytes);
      widths.insert(result.points.back().word_bits);
    }
    std::sort(result.points.begin(), result.points.end(), [](const auto& a, const auto& b) {
      return std::tie(a.capacity_bytes, a.word_bits) < std::tie(b.capacity_bytes, b.word_bits);
    });
    const auto twice = std::adjacent_find(
        result.points.begin(), result.points.end(), [](const auto& a, const auto& b) {
          return a.capacity_bytes == b.capacity_bytes && a.word_bits == b.word_bits;
        });
    if (twice != result.points.end() || result.points.size() != capacities.size() * widths.size()) {
      grid.fault("points", "the grid is not full: found " + std::to_string(result.points.size()) +
                               " points, expected one for each of " +
                               std::to_string(capacities.size()) + " capacities x " +
                               std::to_string(widths.size()) + " widths");
    }
    return result;
  }

  std::vector<energy::LogicRow> read_logic(const TypedReader& list) const {
    std::vector<energy::LogicRow> rows;
    std::set<std::string> keys;
    each(list, [&](const TypedReader& reader) {
      energy::LogicRow row;
      row.operation = reader.text("operation");
      row.variant = reader.text("variant");
      row.bits = reader.count("bits");
      row.energy = Energy::picojoules(reader.number("energy_pj"));
      row.leakage_nw = reader.number("leakage_nw");
      row.area_um2 = reader.number("area_um2");
      row.provenance = source_of(reader);
      const std::string key =
          row.operation + " / " + row.variant + " / " + std::to_string(row.bits);
      if (!keys.insert(key).second) reader.fault("operation", "the row " + key + " is given twice");
      rows.push_back(std::move(row));
    });
    return rows;
  }

  const TypedReader& root_;
  std::map<std::string, Provenance> sources_;
};

fs::path table_file(const std::string& name_or_path) {
  const bool is_path =
      name_or_path.find('/') != std::string::npos || name_or_path.ends_with(".json");
  if (is_path) return name_or_path;
  const fs::path shipped = data_folder() / "energy" / (name_or_path + ".json");
  if (fs::exists(shipped)) return shipped;
  throw ConfigFault(
      {{"energy table", 0, "",
        "no shipped table '" + name_or_path + "'" + suggestion(name_or_path, shipped_tables())}});
}

energy::Table load(const std::string& name_or_path, int depth);

energy::Table load_scaled(const JsonValue& tree, const fs::path& file, int depth) {
  std::vector<Fault> faults;
  const JsonValue resolved = resolve(tree, *scaled_table_schema(), "", faults);
  if (depth > 4) faults.push_back({file.string(), 0, "/scaled_from", "a circle of scaled tables"});
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  const TypedReader root(resolved, "", faults);
  energy::Factors factors;
  const TypedReader given = root.child("factors");
  factors.energy = given.number("energy");
  factors.delay = given.number("delay");
  factors.area = given.number("area");
  factors.leakage = given.number("leakage");
  factors.provenance = read_provenance(root.child("provenance"));
  std::string base = root.text("scaled_from");
  const bool is_path = base.find('/') != std::string::npos || base.ends_with(".json");
  if (is_path) base = (file.parent_path() / base).string();
  energy::Table table = energy::scale(load(base, depth + 1), factors);
  table.name = root.text("name");
  table.node_nm = root.number("node_nm");
  table.voltage_v = root.number("voltage_v");
  return table;
}

energy::Table load(const std::string& name_or_path, int depth) {
  const fs::path file = table_file(name_or_path);
  const JsonValue tree = read_json(file);
  if (tree.find("scaled_from") != nullptr) return load_scaled(tree, file, depth);
  std::vector<Fault> faults;
  const JsonValue resolved = resolve(tree, *table_schema(), "", faults);
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  const TypedReader root(resolved, "", faults);
  energy::Table table = TableReader(root).read();
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  return table;
}

}  // namespace

energy::Table load_table(const std::string& name_or_path) {
  return load(name_or_path, 0);
}

std::vector<std::string> shipped_tables() {
  std::vector<std::string> names;
  const fs::path folder = data_folder() / "energy";
  if (!fs::is_directory(folder)) return names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace engram::sim
