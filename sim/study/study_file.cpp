#include <limits>
#include <map>

#include "sim/config/json_document.hpp"
#include "sim/config/schema.hpp"
#include "sim/config/typed_reader.hpp"
#include "sim/study/study.hpp"

namespace engram::sim {
namespace {

SchemaPtr names(const char* doc) {
  return list_of(doc, text(""), 1);
}

SchemaPtr row_schema(const char* doc) {
  return map_of(doc, text(""));
}

std::vector<std::string> part_names() {
  std::vector<std::string> all;
  for (int part = 0; part < kParts; ++part) all.emplace_back(to_string(static_cast<Part>(part)));
  return all;
}

/// Lines of the run, with a published rate of operations or without.
SchemaPtr lines_schema(const char* doc, bool rate) {
  std::vector<SchemaField> fields{
      required("parts", list_of("of the total", choice("", part_names()), 1)),
      optional("ending", names("only regions (or \"region kind\") that end so")),
      optional("except", names("no regions (or \"region kind\") that end so"))};
  if (rate) {
    fields.push_back(optional("rate", text("published column: million operations a second; with "
                                           "part leakage, that of the other parts joins in")));
  }
  return object(doc, std::move(fields));
}

SchemaPtr column_schema() {
  const SchemaPtr parts = list_of("of the total", choice("", part_names()), 1);
  return object(
      "one published column",
      {required("published", text("its name")),
       optional("energy",
                lines_schema("in uJ: the lines of these parts, over the whole run", false)),
       optional("per_operation", lines_schema("in pJ: the same, a synaptic operation", true)),
       optional("power", lines_schema("in uW: the same, at the rate", true)),
       optional("leakage", object("in mW: memories and logic of these parts",
                                  {required("parts", parts),
                                   optional("except", names("none whose names end so"))})),
       optional("median",
                number("bound of |ours / theirs - 1| in a group; absent: not judged", 0, 10, true)),
       optional("max", number("the same, of every row", 0, 10, true)),
       optional("groups", map_of("groups with bounds of their own, by their values",
                                 object("", {required("median", number("", 0, 10, true)),
                                             required("max", number("", 0, 10, true))})))});
}

SchemaPtr table_schema() {
  return object(
      "one published table",
      {required("published", path("comma-separated; # begins a comment, a header line")),
       required("group", names("columns; errors are judged over rows that agree in them")),
       required(
           "runs",
           list_of("which run a row is; the first that fits",
                   object("", {required("rows", row_schema("values by column")),
                               required("config", path("run config")),
                               filled("sets",
                                      with_default(
                                          list_of("/json/pointer=value; {column}: the row's value",
                                                  text("")),
                                          json_array({})))}),
                   1)),
       required("columns", list_of("what is compared", column_schema(), 1))});
}

SchemaPtr check_schema() {
  return object(
      "what many rows say together",
      {required("name", text("")), required("column", text("published column")),
       filled("rows", with_default(row_schema("only rows with these values"), json_object())),
       optional("rank", object("rank correlation of ours and theirs",
                               {required("least", number("", -1, 1, false))})),
       optional("relative", object("errors of the rows, each measured by one of them",
                                   {required("to", row_schema("values that single it out")),
                                    required("median", number("bound", 0, 10, true))})),
       optional("winners", object("which side is cheaper",
                                  {required("by", text("column that tells the sides apart")),
                                   required("first", names("its values")),
                                   required("second", names("its values")),
                                   required("group", names("columns that a group agrees in")),
                                   required("least", integer("groups", 0, 1 << 20))}))});
}

SchemaPtr study_schema() {
  return object(
      "published tables beside what the simulator gives",
      {required("name", text("")), required("tables", list_of("", table_schema(), 1)),
       filled("ratios",
              with_default(
                  list_of("headlines",
                          object("one row by another",
                                 {required("name", text("")), required("columns", names("summed")),
                                  required("of", row_schema("values that single a row out")),
                                  required("over", row_schema("values that single a row out")),
                                  optional("within",
                                           number("bound of |ours - theirs|", 0, 10, true))})),
                  json_array({}))),
       filled("checks", with_default(list_of("", check_schema()), json_array({})))});
}

std::vector<std::string> read_names(const TypedReader& reader, const std::string& key) {
  std::vector<std::string> found;
  if (!reader.has(key)) return found;
  for (const JsonValue& item : reader.value(key).items) found.push_back(item.text);
  return found;
}

StudyRow read_row(const JsonValue& object) {
  StudyRow row;
  for (const auto& [column, value] : object.members) row[column] = value.text;
  return row;
}

template <class Read>
void each(const TypedReader& reader, const std::string& key, Read read) {
  const auto& items = reader.value(key).items;
  for (std::size_t index = 0; index < items.size(); ++index) {
    read(TypedReader(items[index],
                     child_pointer(reader.pointer(), key) + "/" + std::to_string(index),
                     reader.faults()));
  }
}

/// Without one nothing is out of it.
double bound(const TypedReader& reader, const std::string& key) {
  return reader.has(key) ? reader.number(key) : std::numeric_limits<double>::infinity();
}

StudyColumn read_column(const TypedReader& reader) {
  StudyColumn column;
  column.name = reader.text("published");
  column.bounds = {bound(reader, "median"), bound(reader, "max")};
  if (reader.has("groups")) {
    const TypedReader groups = reader.child("groups");
    for (const auto& [group, bounds] : groups.object().members) {
      const TypedReader own = groups.child(group);
      column.group_bounds[group] = {own.number("median"), own.number("max")};
    }
  }
  static const std::map<std::string, StudyColumn::Quantity> quantities = {
      {"energy", StudyColumn::Quantity::energy_uj},
      {"per_operation", StudyColumn::Quantity::per_operation_pj},
      {"power", StudyColumn::Quantity::power_uw},
      {"leakage", StudyColumn::Quantity::leakage_mw}};
  std::vector<std::string> given;
  for (const auto& [name, quantity] : quantities) {
    if (reader.has(name)) given.push_back(name);
  }
  if (given.size() != 1) {
    reader.fault("", "expected exactly one of energy, per_operation, power, leakage");
    return column;
  }
  column.quantity = quantities.at(given.front());
  const TypedReader lines = reader.child(given.front());
  if (lines.has("rate")) column.rate = lines.text("rate");
  if (column.quantity == StudyColumn::Quantity::power_uw && column.rate.empty()) {
    reader.fault(given.front(), "needs a rate");
  }
  for (const std::string& name : read_names(lines, "parts")) {
    for (int part = 0; part < kParts; ++part) {
      if (name == to_string(static_cast<Part>(part))) {
        column.parts.push_back(static_cast<Part>(part));
      }
    }
  }
  column.ending = read_names(lines, "ending");
  column.except = read_names(lines, "except");
  return column;
}

StudyTable read_study_table(const TypedReader& reader) {
  StudyTable table;
  table.published = reader.text("published");
  table.group = read_names(reader, "group");
  reader.check_file("published", false);
  each(reader, "runs", [&](const TypedReader& run) {
    run.check_file("config", false);
    table.runs.push_back(
        {read_row(run.value("rows")), run.text("config"), read_names(run, "sets")});
  });
  each(reader, "columns",
       [&](const TypedReader& column) { table.columns.push_back(read_column(column)); });
  return table;
}

StudyCheck read_check(const TypedReader& reader) {
  StudyCheck check;
  check.name = reader.text("name");
  check.column = reader.text("column");
  check.rows = read_row(reader.value("rows"));
  if (reader.has("rank") + reader.has("relative") + reader.has("winners") != 1) {
    reader.fault("", "expected exactly one of rank, relative, winners");
  } else if (reader.has("rank")) {
    check.bound = reader.child("rank").number("least");
  } else if (reader.has("relative")) {
    check.kind = StudyCheck::Kind::relative;
    const TypedReader relative = reader.child("relative");
    check.to = read_row(relative.value("to"));
    check.bound = relative.number("median");
  } else {
    check.kind = StudyCheck::Kind::winners;
    const TypedReader winners = reader.child("winners");
    check.by = winners.text("by");
    check.first = read_names(winners, "first");
    check.second = read_names(winners, "second");
    check.group = read_names(winners, "group");
    check.bound = winners.count("least");
  }
  return check;
}

}  // namespace

Study load_study(const std::filesystem::path& file) {
  std::vector<Fault> faults;
  const JsonValue tree = resolve(read_json(file), *study_schema(), "", faults);
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  const TypedReader root(tree, "", faults);
  Study study;
  study.name = root.text("name");
  each(root, "tables",
       [&](const TypedReader& table) { study.tables.push_back(read_study_table(table)); });
  each(root, "ratios", [&](const TypedReader& ratio) {
    study.ratios.push_back({ratio.text("name"), read_names(ratio, "columns"),
                            read_row(ratio.value("of")), read_row(ratio.value("over")),
                            bound(ratio, "within")});
  });
  each(root, "checks",
       [&](const TypedReader& check) { study.checks.push_back(read_check(check)); });
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  return study;
}

}  // namespace engram::sim
