#include "sim/sweep/run_sweep.hpp"

#include <algorithm>
#include <map>

#include "sim/config/config_fault.hpp"
#include "sim/config/load.hpp"
#include "sim/results/result_folder.hpp"
#include "sim/run/prepare.hpp"
#include "sim/run/process_pool.hpp"
#include "sim/study/point_figures.hpp"
#include "sim/study/row_lines.hpp"
#include "sim/sweep/sweep_tables.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

struct PlannedPoint {
  SweepPoint point;
  SweepRow row;  ///< without what comes of it
};

/// Loads the config of every point: all faults at once, one that several have said once.
std::vector<PlannedPoint> plan(const Sweep& sweep) {
  std::vector<PlannedPoint> planned;
  std::vector<Fault> faults;
  std::map<std::string, std::uint64_t> numbers;  // by key
  for (SweepPoint& point : sweep_points(sweep)) {
    const std::uint64_t number = planned.size();
    try {
      const std::string resolved = load_config(sweep.base, point.sets).resolved;
      const std::string key = config_key(resolved);
      if (const auto [same, is_new] = numbers.emplace(key, number); !is_new) {
        throw InputFault("points " + std::to_string(same->second) + " and " +
                         std::to_string(number) +
                         " are the same run: values of an axis that change nothing");
      }
      planned.push_back({point, {number, key, point.values, "", "", resolved, {}}});
    } catch (const ConfigFault& fault) {
      for (const Fault& one : fault.faults()) {
        const bool known = std::any_of(faults.begin(), faults.end(), [&](const Fault& other) {
          return other.text() == one.text();
        });
        if (!known) faults.push_back(one);
      }
      planned.push_back({point, {}});
    }
  }
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  if (planned.empty()) throw InputFault("the sweep has no point: `where` leaves none");
  return planned;
}

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

}  // namespace

fs::path sweep_database(const SweepOptions& options) {
  if (options.shards == 1) return options.folder / "sweep.db";
  return options.folder / ("shard-" + std::to_string(options.shard) + "-of-" +
                           std::to_string(options.shards) + ".db");
}

SweepCounts run_sweep(const Sweep& sweep, const SweepOptions& options,
                      const SweepProgress& progress) {
  const std::vector<PlannedPoint> planned = plan(sweep);
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error) throw ResultFolderFault(options.folder.string() + ": " + error.message());
  SweepStore store =
      open_store(sweep_database(options), head_of(sweep, planned.size()), options.resume, planned);
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
  run_in_pool(
      missing.size(), options.jobs,
      [&](std::size_t at) {
        return point_figures(sweep.base, missing[at]->point.sets, sweep.columns);
      },
      [&](std::size_t at, const ProcessResult& result) {
        SweepRow row = missing[at]->row;
        const bool ok = result.end == ProcessResult::End::done;
        const bool refused = result.end == ProcessResult::End::refused;
        row.status = ok ? "ok" : refused ? "refused" : "failed";
        if (ok) {
          row.figures = read_figures(result.text);
          row.energies = read_row_lines(result.text);
        } else {
          row.error = result.text;
        }
        ++(ok ? counts.ok : refused ? counts.refused : counts.failed);
        store.put(row);
        progress(counts);
        return true;
      });
  if (options.shards == 1) write_sweep_tables(options.folder, store);
  return counts;
}

}  // namespace engram::sim
