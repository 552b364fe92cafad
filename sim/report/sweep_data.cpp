#include "sim/report/sweep_data.hpp"

#include <cstdint>
#include <map>
#include <memory>

#include "sim/config/config_fault.hpp"
#include "sim/config/json_document.hpp"
#include "sim/config/json_text.hpp"
#include "sim/report/config_changes.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

void write_names(const char* key, const std::vector<std::string>& names, JsonWriter& json) {
  json.key(key).open_array();
  for (const std::string& name : names) json.value(name);
  json.close();
}

/// Says what is wrong with the rows as far as the page relies on it.
void check_rows(const SweepData& sweep, std::vector<std::string>& faults) {
  const std::string file = sweep.file.string();
  if (sweep.rows.empty()) faults.push_back(file + ": has no points yet");
  for (const SweepRow& row : sweep.rows) {
    const bool whole = row.values.size() == sweep.head.axes.size() &&
                       (row.figures.empty() || row.figures.size() == sweep.head.columns.size());
    if (whole) continue;
    faults.push_back(file + ": point " + std::to_string(row.number) + " has " +
                     std::to_string(row.values.size()) + " settings and " +
                     std::to_string(row.figures.size()) + " figures for " +
                     std::to_string(sweep.head.axes.size()) + " axes and " +
                     std::to_string(sweep.head.columns.size()) + " columns");
  }
}

void read_configs(SweepData& sweep, std::vector<std::string>& faults) {
  for (const SweepRow& row : sweep.rows) {
    const auto source = std::make_shared<const Source>(
        Source{sweep.file.string() + ": config of point " + std::to_string(row.number), ""});
    try {
      sweep.configs.push_back(parse_json(row.config, source));
    } catch (const ConfigFault& fault) {
      faults.emplace_back(fault.what());
      sweep.configs.push_back(json_object());
    }
  }
}

/// Names of the rows of the energy table that any point rests on, and the number of each.
std::map<std::string, std::uint64_t> table_rows(const SweepData& sweep) {
  std::map<std::string, std::uint64_t> rows;
  for (const SweepRow& row : sweep.rows) {
    for (const energy::RowEnergy& one : row.energies) rows.emplace(one.row, 0);
  }
  std::uint64_t number = 0;
  for (auto& [name, at] : rows) at = number++;
  return rows;
}

void write_changes(const JsonValue& base, const JsonValue& config, JsonWriter& json) {
  json.open_array();
  for (const ConfigChange& change : config_changes(base, config)) {
    json.open_array().value(change.pointer);
    if (change.value != nullptr) write_json(*change.value, json);
    json.close();
  }
  json.close();
}

void write_row_energies(const SweepRow& row, const std::map<std::string, std::uint64_t>& numbers,
                        JsonWriter& json) {
  json.key("rows").open_array();
  for (const energy::RowEnergy& one : row.energies) {
    json.open_array().value(numbers.at(one.row)).value(one.picojoules).close();
  }
  json.close();
}

}  // namespace

SweepData read_sweep(const fs::path& file, std::vector<std::string>& faults) {
  SweepData sweep;
  sweep.file = file;
  try {
    SweepStore store(file);
    sweep.head = store.head();
    sweep.rows = store.rows();
  } catch (const DatabaseFault& fault) {
    faults.emplace_back(fault.what());
    return sweep;
  }
  check_rows(sweep, faults);
  read_configs(sweep, faults);
  return sweep;
}

void write_sweep(const SweepData& sweep, JsonWriter& json) {
  json.open_object();
  json.key("file").value(sweep.file.string());
  json.key("name").value(sweep.head.name);
  json.key("program").value(sweep.head.program);
  json.key("total").value(sweep.head.points);
  write_names("axes", sweep.head.axes, json);
  write_names("columns", sweep.head.columns, json);
  write_names("objectives", sweep.head.objectives, json);
  const std::map<std::string, std::uint64_t> numbers = table_rows(sweep);
  json.key("table_rows").open_array();
  for (const auto& [name, unused] : numbers) json.value(name);
  json.close();
  json.key("base");
  write_json(sweep.configs.front(), json);
  json.key("points").open_array();
  for (std::size_t index = 0; index < sweep.rows.size(); ++index) {
    const SweepRow& row = sweep.rows[index];
    json.open_object().key("number").value(row.number);
    if (row.status != "ok") json.key("status").value(row.status).key("error").value(row.error);
    if (!row.source.empty()) json.key("source").value(row.source);
    write_names("values", row.values, json);
    json.key("figures").open_array();
    for (const double figure : row.figures) json.value(figure);
    json.close().key("changes");
    write_changes(sweep.configs.front(), sweep.configs[index], json);
    if (!row.energies.empty()) write_row_energies(row, numbers, json);
    json.close();
  }
  json.close().close();
}

}  // namespace engram::sim
