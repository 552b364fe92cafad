#include "sim/report/sweep_data.hpp"

#include <algorithm>
#include <map>

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

bool tells(Database& database, const std::string& sql) {
  Database::Statement found(database, sql);
  return found.step();
}

/// What newer databases say beyond SweepStore's tables: how a point came about, and the energy of
/// each row of the energy table in it.
void read_more(SweepData& sweep) {
  Database database(sweep.file, Database::Open::existing);
  if (tells(database, "SELECT 1 FROM pragma_table_info('points') WHERE name = 'source'")) {
    Database::Statement points(database, "SELECT source FROM points ORDER BY number");
    while (points.step()) sweep.sources.push_back(points.text(0));
  }
  if (!tells(database, "SELECT 1 FROM pragma_table_info('row_energies') WHERE name = 'picojoules'"))
    return;
  Database::Statement names(database, "SELECT name FROM table_rows ORDER BY position");
  while (names.step()) sweep.table_rows.push_back(names.text(0));
  std::map<std::uint64_t, std::size_t> index;
  for (std::size_t row = 0; row < sweep.rows.size(); ++row) index[sweep.rows[row].number] = row;
  sweep.row_energies.resize(sweep.rows.size());
  Database::Statement energies(
      database,
      "SELECT number, (SELECT count(*) FROM table_rows AS before WHERE "
      "before.position < table_rows.position), picojoules FROM points JOIN "
      "row_energies USING (key) JOIN table_rows ON row = position");
  while (energies.step()) {
    sweep.row_energies[index.at(std::uint64_t(energies.integer(0)))].push_back(
        {static_cast<std::size_t>(energies.integer(1)), energies.number(2)});
  }
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

void write_row_energies(const std::vector<SweepData::RowEnergy>& energies, JsonWriter& json) {
  json.key("rows").open_array();
  for (const SweepData::RowEnergy& one : energies) {
    json.open_array().value(std::uint64_t{one.table_row}).value(one.picojoules).close();
  }
  json.close();
}

}  // namespace

SweepData read_sweep(const fs::path& file, std::vector<std::string>& faults) {
  SweepData sweep;
  sweep.file = file;
  try {
    {
      SweepStore store(file);
      sweep.head = store.head();
      sweep.rows = store.rows();
    }
    read_more(sweep);
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
  if (!sweep.sources.empty()) write_names("sources", sweep.sources, json);
  if (!sweep.table_rows.empty()) write_names("table_rows", sweep.table_rows, json);
  json.key("base");
  write_json(sweep.configs.front(), json);
  json.key("points").open_array();
  for (std::size_t index = 0; index < sweep.rows.size(); ++index) {
    const SweepRow& row = sweep.rows[index];
    json.open_object().key("number").value(row.number);
    if (row.status != "ok") json.key("status").value(row.status).key("error").value(row.error);
    write_names("values", row.values, json);
    json.key("figures").open_array();
    for (const double figure : row.figures) json.value(figure);
    json.close().key("changes");
    write_changes(sweep.configs.front(), sweep.configs[index], json);
    if (!sweep.row_energies.empty()) write_row_energies(sweep.row_energies[index], json);
    json.close();
  }
  json.close().close();
}

}  // namespace engram::sim
