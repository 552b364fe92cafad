#pragma once

#include <memory>
#include <vector>

#include "sim/price/point_keys.hpp"
#include "sim/sweep/named_files.hpp"
#include "sim/sweep/sweep.hpp"
#include "sim/sweep/sweep_store.hpp"

namespace engram::sim {

/// A point before it is run.
struct PlannedPoint {
  SweepPoint point;
  SweepRow row;  ///< without what comes of it
  PointKeys keys;
  std::shared_ptr<const Config> config;  ///< where it can be priced; else null
};

struct SweepPlan {
  std::vector<PlannedPoint> points;
  NamedFiles files;  ///< that their configs lead to
};

/// Loads the config of every point. Throws ConfigFault: all faults at once, one that several have
/// said once; InputFault: two points that are the same run, no point.
SweepPlan plan_points(const Sweep& sweep);

}  // namespace engram::sim
