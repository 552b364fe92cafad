#include <algorithm>
#include <set>
#include <sstream>

#include "sim/config/json_document.hpp"
#include "sim/config/schema.hpp"
#include "sim/config/typed_reader.hpp"
#include "sim/study/axis_values.hpp"
#include "sim/study/grid_columns.hpp"
#include "sim/sweep/sweep.hpp"

namespace engram::sim {
namespace {

constexpr double kMostPoints = 10'000'000;

SchemaPtr axes_schema(const char* doc) {
  return with_default(map_of(doc, axis_values_schema()), json_object());
}

SchemaPtr sweep_schema() {
  const SchemaPtr column = choice("", grid_column_names());
  return object(
      "a run config along axes",
      {required("name", text("")), required("base", path("run config")),
       filled("sets", sets_schema("of every point; {/pointer}: the value of that axis, {folder}: "
                                  "the folder of this file")),
       filled("axes", axes_schema("by JSON pointer, or any name where all values are named; every "
                                  "value meets every other, the last axis turns fastest")),
       filled("zip", with_default(list_of("axes that turn together, before the others",
                                          map_of("", axis_values_schema())),
                                  json_array({}))),
       filled("where",
              with_default(list_of("all hold; \"/pointer <= 4 or /other == index\"", text("")),
                           json_array({}))),
       optional("sample", object("some of the points",
                                 {required("method", choice("", {"random", "latin_hypercube"})),
                                  required("points", integer("", 1, kMostPoints)),
                                  filled("seed", integer("", 0, 9007199254740992, "", 1))})),
       filled("columns",
              with_default(list_of("figures of a point", column, 1),
                           json_array({json_string("energy_per_sample_pj"),
                                       json_string("latency_us"), json_string("area_um2")}))),
       filled("objectives", with_default(map_of("columns that the Pareto front is of",
                                                choice("", {"least", "most"})),
                                         json_object())),
       filled("best_by",
              with_default(list_of("lists of axes: best.csv has the best points for each "
                                   "combination of their values; default each axis alone",
                                   list_of("", text(""), 1)),
                           json_array({})))});
}

std::vector<GridAxis> read_axes(const TypedReader& axes) {
  std::vector<GridAxis> read;
  for (const auto& [name, unused] : axes.object().members) {
    const bool pointer = !name.empty() && name[0] == '/';
    read.push_back({name, read_axis_values(axes, name, pointer ? name : "")});
  }
  return read;
}

/// Every axis of "axes" is a group of its own, every object of "zip" one.
void read_groups(const TypedReader& root, Sweep& sweep) {
  const auto& zipped = root.value("zip").items;
  for (std::size_t at = 0; at < zipped.size(); ++at) {
    const TypedReader group(zipped[at], root.pointer() + "/zip/" + std::to_string(at),
                            root.faults());
    std::vector<GridAxis> axes = read_axes(group);
    if (axes.empty()) {
      group.fault("", "found no axis");
      continue;
    }
    for (const GridAxis& axis : axes) {
      if (axis.values.size() == axes.front().values.size()) continue;
      group.fault(axis.name, "has " + std::to_string(axis.values.size()) + " values, '" +
                                 axes.front().name + "' has " +
                                 std::to_string(axes.front().values.size()) +
                                 ": axes that turn together are as long as each other");
    }
    sweep.groups.push_back(std::move(axes));
  }
  for (GridAxis& axis : read_axes(root.child("axes"))) sweep.groups.push_back({std::move(axis)});
}

void check_groups(const TypedReader& root, const Sweep& sweep) {
  if (sweep.groups.empty()) root.fault("", "has no axis: give \"axes\" or \"zip\"");
  std::set<std::string> names{"folder", "status", "front", "error", "by", "objective", "number"};
  names.insert(sweep.columns.begin(), sweep.columns.end());
  double points = 1;
  for (const auto& group : sweep.groups) {
    points *= static_cast<double>(group.front().values.size());
    for (const GridAxis& axis : group) {
      if (!names.insert(axis.name).second) {
        root.fault("axes", "'" + axis.name + "' is there twice, or the name of a column");
      }
    }
  }
  if (points > kMostPoints) root.fault("axes", "make more than 10,000,000 points");
}

/// "A or B": each POINTER OP VALUE between blanks.
std::vector<SweepCondition> read_condition(const std::string& text, const Sweep& sweep,
                                           const TypedReader& root) {
  static const std::set<std::string> operators{"==", "!=", "<", "<=", ">", ">="};
  const std::vector<std::string> axes = sweep.axes();
  std::vector<SweepCondition> any;
  std::istringstream words(text);
  for (std::string joint = "or"; joint == "or";) {
    SweepCondition one;
    words >> one.pointer >> one.op >> one.value;
    joint.clear();
    words >> joint;
    if (one.value.empty() || !operators.contains(one.op) || (!joint.empty() && joint != "or")) {
      root.fault("where", "found '" + text +
                              "', expected /pointer OP value [or ...], with OP one "
                              "of == != < <= > >=");
      return {};
    }
    if (std::find(axes.begin(), axes.end(), one.pointer) == axes.end()) {
      root.fault("where",
                 "'" + one.pointer + "' is none of the axes" + suggestion(one.pointer, axes));
    }
    any.push_back(std::move(one));
  }
  return any;
}

void read_objectives(const TypedReader& root, Sweep& sweep) {
  for (const auto& [column, direction] : root.value("objectives").members) {
    sweep.objectives.push_back({column, direction.text == "least"});
    if (std::find(sweep.columns.begin(), sweep.columns.end(), column) == sweep.columns.end()) {
      root.child("objectives")
          .fault(column, "is none of the columns" + suggestion(column, sweep.columns));
    }
  }
}

void read_best_by(const TypedReader& root, Sweep& sweep) {
  const std::vector<std::string> axes = sweep.axes();
  for (const JsonValue& list : root.value("best_by").items) {
    std::vector<std::string>& names = sweep.best_by.emplace_back();
    for (const JsonValue& name : list.items) {
      names.push_back(name.text);
      if (std::find(axes.begin(), axes.end(), name.text) == axes.end()) {
        root.fault("best_by",
                   "'" + name.text + "' is none of the axes" + suggestion(name.text, axes));
      }
    }
  }
}

}  // namespace

Sweep load_sweep(const std::filesystem::path& file) {
  std::vector<Fault> faults;
  const JsonValue tree = resolve(read_json(file), *sweep_schema(), "", faults);
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  const TypedReader root(tree, "", faults);
  Sweep sweep;
  sweep.name = root.text("name");
  sweep.base = root.text("base");
  sweep.folder = std::filesystem::absolute(file).parent_path();
  root.check_file("base", false);
  sweep.sets = read_texts(root, "sets");
  sweep.columns = read_texts(root, "columns");
  read_groups(root, sweep);
  check_groups(root, sweep);
  for (const std::string& text : read_texts(root, "where")) {
    sweep.where.push_back(read_condition(text, sweep, root));
  }
  if (root.has("sample")) {
    const TypedReader sample = root.child("sample");
    using Method = SweepSample::Method;
    sweep.sample = {sample.is("method", "random") ? Method::random : Method::latin_hypercube,
                    sample.count("points"),
                    static_cast<std::uint64_t>(sample.value("seed").integer)};
  }
  read_objectives(root, sweep);
  read_best_by(root, sweep);
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  return sweep;
}

}  // namespace engram::sim
