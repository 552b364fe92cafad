#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "sim/run/process_pool.hpp"
#include "sim/sweep/plan_points.hpp"

namespace engram::sim {

/// What came of a point.
struct PointResult {
  std::string status;   ///< "ok", "refused", "failed"
  std::string source;   ///< ok: "simulated" or "priced"
  std::string error;    ///< not ok: why
  std::string figures;  ///< ok: as figures_of
};

/// The points of a sweep as works for processes: those that share a workload go through one
/// process, which simulates the first and prices the others (sim/price); a large workload goes
/// through several, begun when the first point is simulated and its spikes are on disk. A point
/// that nothing can price, or that pricing fails on, is simulated in a process of its own. Where a
/// process dies, the point it was at is run by itself, and the others go on.
class PointTasks final : public PoolWork {
 public:
  using Put = std::function<void(const PlannedPoint&, const PointResult&)>;
  /// All must outlive the tasks. `put` is called once a point.
  PointTasks(const Sweep& sweep, const std::vector<const PlannedPoint*>& points, std::size_t jobs,
             std::filesystem::path activity, Put put);

  std::optional<std::size_t> next() override;
  std::string work(std::size_t index, const Report& report) override;
  void said(std::size_t index, const std::string& text) override;
  void ended(std::size_t index, const ProcessResult& result) override;

 private:
  struct Task {
    std::vector<const PlannedPoint*> points;
    bool alone = false;    ///< one point, as `engram run` runs it
    std::size_t told = 0;  ///< points whose result was reported
    std::vector<std::vector<const PlannedPoint*>>
        behind;  ///< what may begin after the first result
  };
  void add(std::vector<const PlannedPoint*> points, bool alone);
  void add_workload(std::vector<const PlannedPoint*> points, std::size_t most);
  void let_go(std::size_t index);

  const Sweep& sweep_;
  std::filesystem::path activity_;
  Put put_;
  std::vector<Task> tasks_;
  std::deque<std::size_t> ready_;
};

}  // namespace engram::sim
