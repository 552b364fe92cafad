#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

#include "sim/config/config_fault.hpp"
#include "sim/config/json_writer.hpp"
#include "sim/config/load.hpp"
#include "sim/results/csv.hpp"
#include "sim/run/in_process.hpp"
#include "sim/run/simulate.hpp"
#include "sim/study/grid.hpp"
#include "sim/study/grid_columns.hpp"
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

std::vector<double> figures_of(const Grid& grid, const GridPoint& point) {
  const std::string text = run_in_process([&] {
    const LoadedConfig loaded = load_config(grid.base, point.sets);
    const Prepared prepared = prepare(loaded.config);
    const Outcome outcome = simulate(loaded.config, prepared);
    const Summary summary = summarise(prepared, outcome);
    const Batch batch = batch_of(prepared, outcome);
    std::string figures;
    for (const std::string& column : grid.columns) {
      figures += shortest(grid_figure(column, {loaded.config, prepared, summary, batch})) + '\n';
    }
    return figures;
  });
  std::istringstream lines(text);
  std::vector<double> figures;
  for (std::string line; std::getline(lines, line);) figures.push_back(std::stod(line));
  return figures;
}

std::size_t index_of(const Grid& grid, const std::string& column) {
  return static_cast<std::size_t>(std::find(grid.columns.begin(), grid.columns.end(), column) -
                                  grid.columns.begin());
}

}  // namespace

std::vector<GridPoint> grid_points(const Grid& grid) {
  std::vector<GridPoint> points{{{}, grid.sets, {}}};
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
    points[at].figures = figures_of(grid, points[at]);
  }
  return points;
}

std::vector<bool> on_front(const std::vector<GridPoint>& points, std::size_t most,
                           std::size_t least) {
  const auto beats = [&](const GridPoint& a, const GridPoint& b) {
    const double more = a.figures[most] - b.figures[most];
    const double less = b.figures[least] - a.figures[least];
    return more >= 0 && less >= 0 && (more > 0 || less > 0);
  };
  std::vector<bool> front;
  for (const GridPoint& point : points) {
    front.push_back(!std::isnan(point.figures[most]) && !std::isnan(point.figures[least]) &&
                    std::none_of(points.begin(), points.end(),
                                 [&](const GridPoint& other) { return beats(other, point); }));
  }
  return front;
}

std::string grid_csv(const Grid& grid, const std::vector<GridPoint>& points) {
  std::string text;
  for (const GridAxis& axis : grid.axes) text += csv_field(axis.name) + ',';
  for (const std::string& column : grid.columns) text += column + ',';
  std::vector<bool> front;
  if (grid.front) {
    text += "front,";
    front = on_front(points, index_of(grid, grid.front->most), index_of(grid, grid.front->least));
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
