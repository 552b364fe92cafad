#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "sim/config/config_fault.hpp"
#include "sim/config/json_writer.hpp"
#include "sim/config/load.hpp"
#include "sim/results/csv.hpp"
#include "sim/run/in_process.hpp"
#include "sim/study/grid.hpp"
#include "sim/study/pareto.hpp"
#include "sim/study/point_figures.hpp"
#include "sim/study/study.hpp"

namespace engram::sim {
namespace {

/// The configs of all points are read before any runs; what is wrong in several is said once.
void check_configs(const Grid& grid, const std::vector<GridPoint>& points) {
  std::vector<Fault> faults;
  for (const GridPoint& point : points) {
    try {
      load_config(grid.base, point.sets);
    } catch (const ConfigFault& fault) {
      for (const Fault& one : fault.faults()) {
        const bool known = std::any_of(faults.begin(), faults.end(), [&](const Fault& other) {
          return other.text() == one.text();
        });
        if (!known) faults.push_back(one);
      }
    }
  }
  if (!faults.empty()) throw ConfigFault(std::move(faults));
}

std::size_t index_of(const Grid& grid, const std::string& column) {
  return static_cast<std::size_t>(std::find(grid.columns.begin(), grid.columns.end(), column) -
                                  grid.columns.begin());
}

}  // namespace

std::vector<GridPoint> grid_points(const Grid& grid) {
  std::vector<GridPoint> points{{{}, grid.sets, {}, {}}};
  for (const GridAxis& axis : grid.axes) {
    std::vector<GridPoint> more;
    for (const GridPoint& point : points) {
      for (const GridAxis::Value& value : axis.values) {
        GridPoint& next = more.emplace_back(point);
        next.values.push_back(value.name);
        next.sets.insert(next.sets.end(), value.sets.begin(), value.sets.end());
      }
    }
    points = std::move(more);
  }
  for (GridPoint& point : points) {
    StudyRow row{{"folder", grid.folder.string()}};
    for (std::size_t a = 0; a < grid.axes.size(); ++a) row[grid.axes[a].name] = point.values[a];
    for (std::string& set : point.sets) set = filled_in(set, row);
  }
  return points;
}

std::vector<GridPoint> run_grid(const Grid& grid, const GridProgress& progress) {
  std::vector<GridPoint> points = grid_points(grid);
  check_configs(grid, points);
  for (std::size_t at = 0; at < points.size(); ++at) {
    progress(points[at], at);
    const GridPoint& point = points[at];
    try {
      points[at].figures = read_figures(
          run_in_process([&] { return point_figures(grid.base, point.sets, grid.columns); }));
    } catch (const std::runtime_error& refused) {  // InputFault, or a process that died
      points[at].error = refused.what();
      points[at].figures.assign(grid.columns.size(), std::numeric_limits<double>::quiet_NaN());
    }
  }
  return points;
}

std::string grid_csv(const Grid& grid, const std::vector<GridPoint>& points) {
  std::string text;
  for (const GridAxis& axis : grid.axes) text += csv_field(axis.name) + ',';
  for (const std::string& column : grid.columns) text += column + ',';
  std::vector<bool> front;
  if (grid.front) {
    text += "front,";
    std::vector<std::vector<double>> figures;
    for (const GridPoint& point : points) figures.push_back(point.figures);
    front = on_front(figures, {{index_of(grid, grid.front->most), false},
                               {index_of(grid, grid.front->least), true}});
  }
  text.back() = '\n';
  for (std::size_t at = 0; at < points.size(); ++at) {
    for (const std::string& value : points[at].values) text += csv_field(value) + ',';
    for (const double figure : points[at].figures) {
      text += (std::isnan(figure) ? "" : shortest(figure)) + ',';
    }
    if (grid.front) text += front[at] ? "1," : "0,";
    text.back() = '\n';
  }
  return text;
}

}  // namespace engram::sim
