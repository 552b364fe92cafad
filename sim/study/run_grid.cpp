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

RecordTable grid_records(const Grid& grid, const std::vector<GridPoint>& points) {
  RecordTable table{"points", {}, {}};
  for (const GridAxis& axis : grid.axes) table.keys.push_back(axis.name);
  for (const std::string& column : grid.columns) table.keys.push_back(column);
  std::vector<bool> front;
  if (grid.front) {
    table.keys.emplace_back("front");
    std::vector<std::vector<double>> figures;
    for (const GridPoint& point : points) figures.push_back(point.figures);
    front = on_front(figures, {{index_of(grid, grid.front->most), false},
                               {index_of(grid, grid.front->least), true}});
  }
  for (std::size_t at = 0; at < points.size(); ++at) {
    std::vector<Cell> row(points[at].values.begin(), points[at].values.end());
    row.insert(row.end(), points[at].figures.begin(), points[at].figures.end());
    if (grid.front) row.emplace_back(Count{front[at] ? 1U : 0U});
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string grid_csv(const Grid& grid, const std::vector<GridPoint>& points) {
  return records_text({grid_records(grid, points)}, OutputFormat::csv);
}

}  // namespace engram::sim
