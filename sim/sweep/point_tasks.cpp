#include "sim/sweep/point_tasks.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "sim/price/priced_runs.hpp"
#include "sim/study/point_figures.hpp"

namespace engram::sim {
namespace {

using Points = std::vector<const PlannedPoint*>;

// A process has network, samples and spikes to read before it prices: not for a handful of points.
constexpr std::size_t kFewest = 16, kMost = 512;

// First character of what is reported of a point; the rest is the figures or the fault.
constexpr char kSimulated = 's', kPriced = 'p', kRefused = 'r', kAlone = 'a';

std::string priced(const Sweep& sweep, const PlannedPoint& point, PricedRuns& runs) {
  try {
    const Config& config = *point.config;
    const RunSource source = runs.run(config, point.keys);
    return (source == RunSource::simulated ? kSimulated : kPriced) +
           figures_of(config, runs.prepared(), runs.outcome(), sweep.columns,
                      runs.placement_figures());
  } catch (const InputFault& fault) {
    return kRefused + std::string(fault.what());
  } catch (const std::exception& error) {
    return kAlone + std::string(error.what());
  }
}

}  // namespace

PointTasks::PointTasks(const Sweep& sweep, const Points& points, std::size_t jobs,
                       std::filesystem::path activity, Put put)
    : sweep_(sweep), activity_(std::move(activity)), put_(std::move(put)) {
  std::vector<std::string> order;
  std::map<std::string, Points> workloads;
  for (const PlannedPoint* point : points) {
    // A key of its own for a point that stands alone.
    const std::string& key = point->config ? point->keys.workload : point->row.key;
    Points& same = workloads[key];
    if (same.empty()) order.push_back(key);
    same.push_back(point);
  }
  const std::size_t most = std::clamp(points.size() / (2 * jobs) + 1, kFewest, kMost);
  for (const std::string& key : order) add_workload(std::move(workloads[key]), most);
}

void PointTasks::add(Points points, bool alone) {
  ready_.push_back(tasks_.size());
  tasks_.push_back({std::move(points), alone, 0, {}});
}

/// Points that have much in common follow each other: those of a placement, and within it of the
/// same counts; both in the order of the sweep, in which neighbours are alike.
void PointTasks::add_workload(Points points, std::size_t most) {
  if (points.size() == 1) return add(std::move(points), true);
  std::map<std::string, std::size_t> met;
  for (std::size_t k = 0; k < points.size(); ++k) {
    met.try_emplace(points[k]->keys.placement, k);
    met.try_emplace(points[k]->keys.counts, k);
  }
  const auto place = [&met](const PlannedPoint* point) {
    return std::pair(met.at(point->keys.placement), met.at(point->keys.counts));
  };
  std::stable_sort(
      points.begin(), points.end(),
      [&place](const PlannedPoint* a, const PlannedPoint* b) { return place(a) < place(b); });
  std::vector<Points> parts;
  for (std::size_t first = 0; first < points.size(); first += most) {
    const auto begin = points.begin() + static_cast<std::ptrdiff_t>(first);
    parts.emplace_back(begin,
                       begin + static_cast<std::ptrdiff_t>(std::min(most, points.size() - first)));
  }
  add(std::move(parts.front()), false);
  tasks_.back().behind.assign(parts.begin() + 1, parts.end());
}

std::optional<std::size_t> PointTasks::next() {
  if (ready_.empty()) return std::nullopt;
  const std::size_t index = ready_.front();
  ready_.pop_front();
  return index;
}

std::string PointTasks::work(std::size_t index, const Report& report) {
  const Task& task = tasks_[index];
  if (task.alone) {
    return point_figures(sweep_.base, task.points.front()->point.sets, sweep_.columns);
  }
  PricedRuns runs(activity_);
  for (const PlannedPoint* point : task.points) report(priced(sweep_, *point, runs));
  return "";
}

void PointTasks::let_go(std::size_t index) {
  std::vector<Points> behind;
  behind.swap(tasks_[index].behind);
  for (Points& points : behind) add(std::move(points), false);
}

void PointTasks::said(std::size_t index, const std::string& text) {
  const PlannedPoint& point = *tasks_[index].points[tasks_[index].told++];
  const std::string rest = text.substr(1);
  switch (text.front()) {
    case kAlone:
      add({&point}, true);
      break;
    case kRefused:
      put_(point, {"refused", "", rest, ""});
      break;
    default:
      put_(point, {"ok", text.front() == kSimulated ? "simulated" : "priced", "", rest});
  }
  let_go(index);
}

void PointTasks::ended(std::size_t index, const ProcessResult& result) {
  const Task task = tasks_[index];
  if (task.alone) {
    const bool ok = result.end == ProcessResult::End::done;
    const bool refused = result.end == ProcessResult::End::refused;
    put_(*task.points.front(),
         {ok        ? "ok"
          : refused ? "refused"
                    : "failed",
          ok ? "simulated" : "", ok ? "" : result.text, ok ? result.text : ""});
    return;
  }
  if (task.told < task.points.size()) {  // it died with this one, which says why when alone
    const auto at = task.points.begin() + static_cast<std::ptrdiff_t>(task.told);
    add({*at}, true);
    if (at + 1 != task.points.end()) add({at + 1, task.points.end()}, false);
  }
  let_go(index);
}

}  // namespace engram::sim
