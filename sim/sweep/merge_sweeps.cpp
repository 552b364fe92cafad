#include "sim/sweep/merge_sweeps.hpp"

#include <cmath>
#include <map>

#include "sim/results/result_folder.hpp"
#include "sim/run/prepare.hpp"
#include "sim/sweep/sweep_tables.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

bool same_figures(const SweepRow& a, const SweepRow& b) {
  if (a.figures.size() != b.figures.size()) return false;
  for (std::size_t c = 0; c < a.figures.size(); ++c) {
    const bool both_none = std::isnan(a.figures[c]) && std::isnan(b.figures[c]);
    if (!both_none && a.figures[c] != b.figures[c]) return false;
  }
  return true;
}

class Merge {
 public:
  void add(const fs::path& file) {
    SweepStore store(file);
    if (first_.empty()) {
      first_ = file;
      head_ = store.head();
    }
    const std::string other = difference(head_, store.head());
    if (!other.empty()) {
      fault(first_.string() + " and " + file.string() + " are not of one sweep: " + other);
      return;
    }
    for (SweepRow& row : store.rows()) add(file, std::move(row));
  }

  /// All points, in order. Throws InputFault with everything that is wrong.
  const std::map<std::uint64_t, SweepRow>& points() {
    if (faults_.empty() && points_.size() != head_.points) {
      fault("the databases have " + std::to_string(points_.size()) + " of " +
            std::to_string(head_.points) + " points: a shard is missing, or not finished");
    }
    if (!faults_.empty()) throw InputFault(faults_);
    return points_;
  }
  const SweepHead& head() const { return head_; }

 private:
  void add(const fs::path& file, SweepRow row) {
    const std::uint64_t number = row.number;
    const auto [found, is_new] = points_.emplace(number, row);
    if (is_new || row.status == "failed") return;
    SweepRow& known = found->second;
    if (known.status == "failed") {
      known = std::move(row);
    } else if (known.key != row.key || known.status != row.status || !same_figures(known, row)) {
      fault(file.string() + ": point " + std::to_string(number) +
            " came to something else in another database");
    }
  }
  void fault(const std::string& text) { faults_ += (faults_.empty() ? "" : "\n") + text; }

  fs::path first_;
  SweepHead head_;
  std::map<std::uint64_t, SweepRow> points_;
  std::string faults_;
};

}  // namespace

std::size_t merge_sweeps(const std::vector<fs::path>& databases, const fs::path& folder) {
  Merge merge;
  for (const fs::path& file : databases) merge.add(file);
  const auto& points = merge.points();
  const fs::path target = folder / "sweep.db", part = folder / "sweep.db.part";
  if (fs::exists(target)) throw InputFault(target.string() + ": is there already");
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw ResultFolderFault(folder.string() + ": " + error.message());
  fs::remove(part, error);
  {
    SweepStore store(part, merge.head());
    for (const auto& [number, row] : points) store.put(row);
    write_sweep_tables(folder, store);
  }
  fs::rename(part, target);
  return points.size();
}

}  // namespace engram::sim
