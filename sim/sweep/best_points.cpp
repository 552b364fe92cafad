#include "sim/sweep/best_points.hpp"

#include <cmath>
#include <map>

#include "sim/results/csv.hpp"
#include "sim/sweep/sweep_tables.hpp"

namespace engram::sim {
namespace {

using Values = std::vector<std::string>;

/// The points that have the same values on some axes; best: by objective, null where none has a
/// figure.
struct Combination {
  std::vector<const SweepRow*> best;
};

class Groups {
 public:
  Groups(const std::vector<std::size_t>& axes, const std::vector<Objective>& objectives)
      : axes_(axes), objectives_(objectives) {}

  void add(const SweepRow& row) {
    Values values;
    for (const std::size_t axis : axes_) values.push_back(row.values[axis]);
    const auto [found, is_new] = places_.emplace(values, combinations_.size());
    if (is_new) combinations_.push_back({std::vector<const SweepRow*>(objectives_.size())});
    Combination& into = combinations_[found->second];
    for (std::size_t o = 0; o < objectives_.size(); ++o) {
      if (better(row, into.best[o], objectives_[o])) into.best[o] = &row;
    }
  }
  const std::vector<Combination>& combinations() const { return combinations_; }

 private:
  static bool better(const SweepRow& row, const SweepRow* than, const Objective& objective) {
    if (row.figures.empty() || std::isnan(row.figures[objective.figure])) return false;
    if (than == nullptr) return true;
    const double ours = row.figures[objective.figure], theirs = than->figures[objective.figure];
    return objective.least ? ours < theirs : ours > theirs;
  }

  const std::vector<std::size_t>& axes_;
  const std::vector<Objective>& objectives_;
  std::map<Values, std::size_t> places_;
  std::vector<Combination> combinations_;
};

std::vector<std::vector<std::size_t>> lists(const SweepHead& head) {
  if (!head.best_by.empty()) return head.best_by;
  std::vector<std::vector<std::size_t>> each_alone;
  for (std::size_t axis = 0; axis < head.axes.size(); ++axis) each_alone.push_back({axis});
  return each_alone;
}

}  // namespace

std::string best_csv(const SweepHead& head, const std::vector<SweepRow>& rows) {
  const std::vector<Objective> objectives = objectives_of(head);
  std::string text = "by,objective,number";
  for (const std::string& axis : head.axes) text += ',' + csv_field(axis);
  for (const std::string& column : head.columns) text += ',' + column;
  text += '\n';
  for (const std::vector<std::size_t>& axes : lists(head)) {
    Groups groups(axes, objectives);
    for (const SweepRow& row : rows) groups.add(row);
    std::string by;
    for (const std::size_t axis : axes) by += (by.empty() ? "" : " ") + head.axes[axis];
    for (const Combination& combination : groups.combinations()) {
      for (std::size_t o = 0; o < objectives.size(); ++o) {
        const SweepRow* const best = combination.best[o];
        if (best == nullptr) continue;
        text += csv_field(by) + ',' + head.objectives[o] + ',' + std::to_string(best->number);
        for (const std::string& value : best->values) text += ',' + csv_field(value);
        for (const double figure : best->figures) text += ',' + figure_text(figure);
        text += '\n';
      }
    }
  }
  return text;
}

}  // namespace engram::sim
