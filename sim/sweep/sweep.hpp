#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/study/grid.hpp"

/// A run config, the axes along which it is changed, and the figures wanted of every point.
namespace engram::sim {

/// "POINTER OP VALUE": of the value that a point has on an axis. < and its like ask for numbers.
struct SweepCondition {
  std::string pointer, op, value;
};

/// Which of all points are taken.
struct SweepSample {
  enum class Method {
    random,          ///< `points` of those that `where` leaves, none twice
    latin_hypercube  ///< each axis in `points` strata, one point a stratum (McKay et al. 1979)
  } method = Method::random;
  std::uint32_t points = 0;
  std::uint64_t seed = 1;
};

/// A column that should be small or large: what the Pareto front is of.
struct SweepObjective {
  std::string column;
  bool least = true;
};

struct Sweep {
  std::string name;
  std::filesystem::path base;     ///< run config
  std::filesystem::path folder;   ///< of the sweep's file
  std::vector<std::string> sets;  ///< of every point, before those of the axes
  /// An axis' name is its pointer. Those of one group are as long as each other and turn together;
  /// every value of a group meets every value of the others, the last group turning fastest.
  std::vector<std::vector<GridAxis>> groups;
  /// All must hold; of one of them, any.
  std::vector<std::vector<SweepCondition>> where;
  std::optional<SweepSample> sample;
  std::vector<std::string> columns;  ///< grid_columns.hpp
  std::vector<SweepObjective> objectives;
  std::vector<std::vector<std::string>> best_by;  ///< lists of axes (SweepHead); none: each alone

  std::vector<std::string> axes() const;  ///< names, group by group
};

/// Throws ConfigFault with all faults.
Sweep load_sweep(const std::filesystem::path& file);

/// A point as a run: `values` by axis, and what it sets in the base.
struct SweepPoint {
  std::vector<std::string> values;
  std::vector<std::string> sets;
};

/// The points, in order. In sets, {/pointer} is the value of that axis, {folder} the folder of the
/// sweep's file.
std::vector<SweepPoint> sweep_points(const Sweep& sweep);

}  // namespace engram::sim
