#include <algorithm>
#include <set>

#include "sim/config/json_document.hpp"
#include "sim/config/schema.hpp"
#include "sim/config/typed_reader.hpp"
#include "sim/study/axis_values.hpp"
#include "sim/study/grid.hpp"
#include "sim/study/grid_columns.hpp"

namespace engram::sim {
namespace {

SchemaPtr axis_schema() {
  return object("one axis", {required("name", text("of its column")),
                             optional("pointer", text("JSON pointer of plain values")),
                             required("values", axis_values_schema())});
}

SchemaPtr grid_schema() {
  const SchemaPtr column = choice("", grid_column_names());
  return object(
      "one run config over a grid of settings",
      {required("name", text("")),
       required(
           "grid",
           object("", {required("base", path("run config")),
                       filled("sets", sets_schema("of every point; {axis}: the value there, "
                                                  "{folder}: the folder of this file")),
                       required("axes", list_of("the last turns fastest", axis_schema(), 1)),
                       required("columns", list_of("figures of a point", column, 1)),
                       optional("front",
                                object("marks the points that no other one beats in both",
                                       {required("most", column), required("least", column)}))}))});
}

GridAxis read_axis(const TypedReader& reader) {
  return {reader.text("name"),
          read_axis_values(reader, "values", reader.maybe_text("pointer").value_or(""))};
}

void check_names(const TypedReader& grid, const Grid& read) {
  std::set<std::string> names{"folder", "front"};
  for (const GridAxis& axis : read.axes) {
    if (!names.insert(axis.name).second) {
      grid.fault("axes", "the axis '" + axis.name + "' needs a name of its own");
    }
  }
  for (const std::string& column : read.columns) {
    if (!names.insert(column).second) {
      grid.fault("columns", "the column '" + column + "' is given twice");
    }
  }
  if (!read.front) return;
  for (const std::string& column : {read.front->most, read.front->least}) {
    if (std::find(read.columns.begin(), read.columns.end(), column) == read.columns.end()) {
      grid.fault("front", "'" + column + "' is none of the columns");
    }
  }
}

}  // namespace

bool is_grid(const std::filesystem::path& file) {
  return read_json(file).find("grid") != nullptr;
}

Grid load_grid(const std::filesystem::path& file) {
  std::vector<Fault> faults;
  const JsonValue tree = resolve(read_json(file), *grid_schema(), "", faults);
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  const TypedReader root(tree, "", faults);
  const TypedReader reader = root.child("grid");
  Grid grid;
  grid.name = root.text("name");
  grid.folder = std::filesystem::absolute(file).parent_path();
  grid.base = reader.text("base");
  reader.check_file("base", false);
  grid.sets = read_texts(reader, "sets");
  const auto& axes = reader.value("axes").items;
  for (std::size_t at = 0; at < axes.size(); ++at) {
    grid.axes.push_back(
        read_axis(TypedReader(axes[at], reader.pointer() + "/axes/" + std::to_string(at), faults)));
  }
  grid.columns = read_texts(reader, "columns");
  if (reader.has("front")) {
    const TypedReader front = reader.child("front");
    grid.front = Grid::Front{front.text("most"), front.text("least")};
  }
  check_names(reader, grid);
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  return grid;
}

}  // namespace engram::sim
