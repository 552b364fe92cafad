#include "sim/config/energy_table_reader.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "sim/config/json_writer.hpp"

namespace engram::sim {
namespace {

using energy::Method;
using energy::Provenance;

std::uint64_t picoseconds(double nanoseconds) {
  return static_cast<std::uint64_t>(std::ceil(nanoseconds * 1e3));
}

/// Calls `read` for the sound entries of a list.
template <class Read>
void each(const TypedReader& parent, const std::string& key, Read read) {
  const JsonValue* list = parent.object().find(key);
  if (list == nullptr || list->type != JsonValue::Type::array) return;
  for (std::size_t index = 0; index < list->items.size(); ++index) {
    const std::string pointer = parent.pointer() + "/" + key + "/" + std::to_string(index);
    const TypedReader row(list->items[index], pointer, parent.faults());
    if (row.sound()) read(row);
  }
}

/// The provenances that rows name.
class Sources {
 public:
  explicit Sources(const TypedReader& root) {
    if (!root.has("sources")) return;
    const TypedReader sources = root.child("sources");
    for (const auto& [key, value] : sources.object().members) {
      keys_.push_back(key);
      if (value.sound) found_[key] = read_provenance(sources.child(key));
    }
  }

  Provenance of(const TypedReader& row) const {
    const std::string key = row.text("provenance");
    const auto found = found_.find(key);
    if (found == found_.end()) {
      if (std::find(keys_.begin(), keys_.end(), key) == keys_.end()) {
        row.fault("provenance", "no source '" + key + "'" + suggestion(key, keys_));
      }
      return {};
    }
    Provenance provenance = found->second;
    if (const auto own = row.maybe_text("derivation")) provenance.derivation = *own;
    return provenance;
  }

 private:
  std::vector<std::string> keys_;
  std::map<std::string, Provenance> found_;
};

std::vector<energy::SramMacro> read_macros(const TypedReader& sram, const Sources& sources) {
  std::vector<energy::SramMacro> macros;
  std::set<std::string> names;
  each(sram, "macros", [&](const TypedReader& row) {
    energy::SramMacro macro;
    macro.name = row.text("name");
    macro.words = row.count("words");
    macro.bits = row.count("bits");
    macro.ports = row.count("ports");
    macro.read = Energy::picojoules(row.number("read_pj"));
    macro.write = Energy::picojoules(row.number("write_pj"));
    macro.leakage_nw = row.number("leakage_nw");
    macro.area_um2 = row.number("area_um2");
    macro.access_ps = picoseconds(row.number("access_ns"));
    macro.setup_ps = picoseconds(row.number("setup_ns"));
    macro.provenance = sources.of(row);
    if (!names.insert(macro.name).second) {
      row.fault("name", "the macro '" + macro.name + "' is given twice");
    }
    macros.push_back(std::move(macro));
  });
  return macros;
}

void check_full(const TypedReader& grid, const std::vector<energy::SramGrid::Point>& points) {
  std::set<std::uint64_t> capacities;
  std::set<unsigned> widths;
  std::set<std::pair<std::uint64_t, unsigned>> places;
  for (const auto& point : points) {
    capacities.insert(point.capacity_bytes);
    widths.insert(point.word_bits);
    if (!places.insert({point.capacity_bytes, point.word_bits}).second) {
      grid.fault("points", "the point of " + std::to_string(point.capacity_bytes) + " bytes by " +
                               std::to_string(point.word_bits) + " bits is given twice");
    }
  }
  for (const std::uint64_t bytes : capacities) {
    for (const unsigned bits : widths) {
      if (places.contains({bytes, bits})) continue;
      grid.fault("points", "the grid is not full: no point of " + std::to_string(bytes) +
                               " bytes by " + std::to_string(bits) + " bits");
    }
  }
}

/// One number of a grid point.
struct Column {
  const char* name;
  double most;
  bool whole, may_be_zero;
};
constexpr Column kColumns[] = {{"capacity_bytes", 1099511627776, true, false},
                               {"word_bits", 4096, true, false},
                               {"read_pj", 1e6, false, false},
                               {"write_pj", 1e6, false, false},
                               {"leakage_nw", 1e12, false, true},
                               {"area_um2", 1e12, false, false},
                               {"access_ns", 1e6, false, false}};

bool check_point(const TypedReader& point) {
  const std::size_t before = point.faults().size();
  const auto& items = point.object().items;
  for (std::size_t index = 0; index < items.size(); ++index) {
    const Column& column = kColumns[index];
    const JsonValue& item = items[index];
    const bool whole = item.type == JsonValue::Type::integer;
    if (item.number <= column.most && (item.number > 0 || column.may_be_zero) &&
        (whole || !column.whole)) {
      continue;
    }
    point.fault("", std::string(column.name) + ": found " + what_it_is(item) + ", expected a " +
                        (column.whole ? "whole " : "") + "number " +
                        (column.may_be_zero ? "from" : "above") + " 0 up to " +
                        shortest(column.most));
  }
  return point.faults().size() == before;
}

energy::SramGrid read_grid(const TypedReader& grid, const Sources& sources) {
  energy::SramGrid result;
  if (grid.sound("ports")) result.ports = grid.count("ports");
  if (grid.has("wider_words") && grid.sound("wider_words")) {
    result.side_by_side = grid.is("wider_words", "side_by_side");
  }
  if (grid.sound("provenance")) result.provenance = sources.of(grid);
  if (!grid.sound("points")) return result;
  const std::size_t before = grid.faults().size();
  each(grid, "points", [&](const TypedReader& row) {
    if (!check_point(row)) return;
    const auto at = [&](std::size_t index) { return row.object().items[index].number; };
    result.points.push_back({static_cast<std::uint64_t>(at(0)), static_cast<unsigned>(at(1)), at(2),
                             at(3), at(4), at(5), at(6)});
  });
  if (grid.faults().size() == before) check_full(grid, result.points);
  std::sort(result.points.begin(), result.points.end(), [](const auto& a, const auto& b) {
    return std::tie(a.capacity_bytes, a.word_bits) < std::tie(b.capacity_bytes, b.word_bits);
  });
  return result;
}

std::vector<energy::LogicRow> read_logic(const TypedReader& root, const Sources& sources) {
  std::vector<energy::LogicRow> rows;
  std::set<std::string> keys;
  each(root, "logic", [&](const TypedReader& reader) {
    energy::LogicRow row;
    row.operation = reader.text("operation");
    row.variant = reader.text("variant");
    row.bits = reader.count("bits");
    row.energy = Energy::picojoules(reader.number("energy_pj"));
    row.leakage_nw = reader.number("leakage_nw");
    row.area_um2 = reader.number("area_um2");
    row.provenance = sources.of(reader);
    const std::string key = row.operation + " / " + row.variant + " / " + std::to_string(row.bits);
    if (!keys.insert(key).second) reader.fault("operation", "the row " + key + " is given twice");
    rows.push_back(std::move(row));
  });
  return rows;
}

}  // namespace

Provenance read_provenance(const TypedReader& provenance) {
  const Method method = energy::method_from(provenance.text("method")).value_or(Method::assumed);
  return {method, provenance.text("source"), provenance.maybe_text("derivation").value_or("")};
}

energy::Table read_table(const TypedReader& root) {
  energy::Table table;
  if (root.object().type != JsonValue::Type::object) return table;
  const Sources sources(root);
  if (root.has("sram") && root.object().find("sram")->type == JsonValue::Type::object) {
    const TypedReader sram = root.child("sram");
    if (sram.has("macros") == sram.has("grid")) {
      sram.fault("", "expected exactly one of macros, grid");
    } else if (sram.has("macros")) {
      table.sram = read_macros(sram, sources);
    } else {
      table.sram = read_grid(sram.child("grid"), sources);
    }
  }
  table.logic = read_logic(root, sources);
  if (!root.sound()) return table;
  table.name = root.text("name");
  table.licence = root.text("licence");
  if (root.has("node_nm")) table.node_nm = root.number("node_nm");
  table.voltage_v = root.number("voltage_v");
  table.temperature_c = root.number("temperature_c");
  table.corner = root.text("corner");
  return table;
}

}  // namespace engram::sim
