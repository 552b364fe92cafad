#include "hw/core/row_counts.hpp"

#include <algorithm>

namespace engram::hw {

std::span<const RowCounts::Row> RowCounts::collect(std::uint64_t timestep) {
  rows_.clear();
  bool ascending = true;
  for (; any_due(timestep); ++next_) {
    const Waiting& event = waiting_[next_];
    ascending = ascending && (rows_.empty() || event.row > rows_.back().row);
    rows_.push_back({event.row, {event.count, 1}});
  }
  if (2 * next_ >= waiting_.size()) {  // so that every event is moved at most once in the mean
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(next_));
    next_ = 0;
  }
  if (!ascending) merge_rows();
  return rows_;
}

void RowCounts::merge_rows() {
  const auto before = [](const Row& a, const Row& b) { return a.row < b.row; };
  if (!std::is_sorted(rows_.begin(), rows_.end(), before)) {
    std::sort(rows_.begin(), rows_.end(), before);
  }
  std::size_t last = 0;
  for (std::size_t at = 1; at < rows_.size(); ++at) {
    if (rows_[at].row == rows_[last].row) {
      rows_[last].due.units += rows_[at].due.units;
      ++rows_[last].due.events;
    } else {
      rows_[++last] = rows_[at];
    }
  }
  rows_.resize(last + 1);
}

void RowCounts::clear() {
  rows_.clear();
  waiting_.clear();
  next_ = 0;
}

}  // namespace engram::hw
