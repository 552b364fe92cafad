#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/results/record_table.hpp"

/// One run config over a grid of settings: a row of figures a point.
namespace engram::sim {

struct GridAxis {
  struct Value {
    std::string name;               ///< in the rows
    std::vector<std::string> sets;  ///< "/json/pointer=value"
  };
  std::string name;
  std::vector<Value> values;
};

struct Grid {
  std::string name;
  std::filesystem::path base;     ///< run config
  std::filesystem::path folder;   ///< of the grid's file
  std::vector<std::string> sets;  ///< of every point, before those of the axes
  std::vector<GridAxis> axes;     ///< the last one turns fastest
  std::vector<std::string> columns;
  struct Front {
    std::string most, least;  ///< columns
  };
  std::optional<Front> front;  ///< marks the points that no other one beats in both
};

/// Whether a study is a grid. Throws ConfigFault where it is no JSON.
bool is_grid(const std::filesystem::path& file);

/// Throws ConfigFault with all faults.
Grid load_grid(const std::filesystem::path& file);

/// A point: the value of each axis, the sets, and its figures (NaN where it has none).
struct GridPoint {
  std::vector<std::string> values;
  std::vector<std::string> sets;
  std::vector<double> figures;
  std::string error;  ///< why it has none: the run refused, or its process died
};

/// All points without figures, in order. In sets, {axis} is the value's name at the point and
/// {folder} the folder of the grid's file.
std::vector<GridPoint> grid_points(const Grid& grid);

/// Called before each point: its index.
using GridProgress = std::function<void(const GridPoint& point, std::size_t index)>;

/// Runs every point in a process of its own; one that a run refuses keeps its error and the others
/// go on. Throws ConfigFault before the first one where a config of any point is faulty.
std::vector<GridPoint> run_grid(const Grid& grid, const GridProgress& progress);

/// Table `points`, one row a point: axes, columns (nothing where there is no figure), and `front`
/// (1 or 0) where the grid asks for it.
RecordTable grid_records(const Grid& grid, const std::vector<GridPoint>& points);

/// The same as comma-separated values.
std::string grid_csv(const Grid& grid, const std::vector<GridPoint>& points);

}  // namespace engram::sim
