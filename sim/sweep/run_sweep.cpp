#include "sim/sweep/run_sweep.hpp"

#include <map>

#include "sim/results/result_folder.hpp"
#include "sim/run/prepare.hpp"
#include "sim/run/process_pool.hpp"
#include "sim/study/point_figures.hpp"
#include "sim/study/row_lines.hpp"
#include "sim/sweep/plan_points.hpp"
#include "sim/sweep/point_tasks.hpp"
#include "sim/sweep/sweep_tables.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

SweepStore open_store(const fs::path& file, const SweepHead& head, bool resume,
                      const std::vector<PlannedPoint>& planned) {
  if (!resume) {
    if (fs::exists(file)) {
      throw InputFault(file.string() +
                       ": is there already: --resume runs what it lacks, or name another --out");
    }
    return {file, head};
  }
  if (!fs::exists(file)) throw InputFault(file.string() + ": there is nothing to resume");
  SweepStore store(file);
  const std::string other = difference(store.head(), head);
  if (!other.empty()) throw InputFault(file.string() + ": is of another sweep: " + other);
  std::map<std::string, std::string> there = store.statuses();
  for (const PlannedPoint& point : planned) there.erase(point.row.key);
  if (!there.empty()) {
    throw InputFault(file.string() + ": holds " + std::to_string(there.size()) +
                     " points that are not in this sweep: its base or its axes have changed since; "
                     "name another --out");
  }
  return store;
}

/// Files must be what they were when the database began.
void check_inputs(const fs::path& database, const std::map<std::string, std::string>& now,
                  SweepStore& store) {
  const std::map<std::string, std::string> before = store.inputs();
  if (before.empty()) return store.put_inputs(now);
  std::string faults;
  for (const auto& [file, digest] : before) {
    const auto found = now.find(file);
    if (found != now.end() && found->second == digest) continue;
    faults += (faults.empty() ? "" : "\n") + database.string() + ": was begun with another " +
              file + ": name another --out";
  }
  if (!faults.empty()) throw InputFault(faults);
}

}  // namespace

fs::path sweep_database(const SweepOptions& options) {
  if (options.shards == 1) return options.folder / "sweep.db";
  return options.folder / ("shard-" + std::to_string(options.shard) + "-of-" +
                           std::to_string(options.shards) + ".db");
}

fs::path activity_folder(const SweepOptions& options) {
  return options.folder / "activity";
}

SweepCounts run_sweep(const Sweep& sweep, const SweepOptions& options,
                      const SweepProgress& progress) {
  const SweepPlan plan = plan_points(sweep);
  const std::vector<PlannedPoint>& planned = plan.points;
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error) throw ResultFolderFault(options.folder.string() + ": " + error.message());
  SweepStore store =
      open_store(sweep_database(options), head_of(sweep, planned.size()), options.resume, planned);
  check_inputs(sweep_database(options), plan.files.digests(), store);
  std::map<std::string, std::string> there = store.statuses();
  SweepCounts counts;
  std::vector<const PlannedPoint*> missing;
  for (const PlannedPoint& one : planned) {
    if (one.row.number % options.shards != options.shard - 1) continue;
    ++counts.points;
    const auto found = there.find(one.row.key);
    if (found == there.end() || found->second == "failed") missing.push_back(&one);
  }
  counts.there = counts.points - missing.size();
  progress(counts);
  const auto put = [&](const PlannedPoint& point, const PointResult& result) {
    SweepRow row = point.row;
    row.status = result.status;
    row.source = result.source;
    row.error = result.error;
    if (result.status == "ok") {
      row.figures = read_figures(result.figures);
      row.energies = read_row_lines(result.figures);
    }
    ++(row.status == "ok" ? counts.ok : row.status == "refused" ? counts.refused : counts.failed);
    if (row.source == "simulated") ++counts.simulated;
    if (row.source == "priced") ++counts.priced;
    store.put(row);
    progress(counts);
  };
  PointTasks tasks(sweep, missing, options.jobs, activity_folder(options), put);
  run_pool(tasks, options.jobs);
  if (options.shards == 1) write_sweep_tables(options.folder, store);
  return counts;
}

}  // namespace engram::sim
