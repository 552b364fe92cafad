#include "hw/core/row_counts.hpp"

#include <algorithm>

namespace engram::hw {

const std::vector<std::uint32_t>& RowCounts::collect(std::uint64_t timestep) {
  for (const std::uint32_t row : rows_) due_[row] = {};
  rows_.clear();
  for (; any_due(timestep); ++next_) {
    const Waiting& event = waiting_[next_];
    Due& due = due_[event.row];
    if (due.events == 0) rows_.push_back(event.row);
    due.units += event.count;
    ++due.events;
  }
  if (2 * next_ >= waiting_.size()) {  // so that every event is moved at most once in the mean
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(next_));
    next_ = 0;
  }
  if (!std::is_sorted(rows_.begin(), rows_.end())) std::sort(rows_.begin(), rows_.end());
  return rows_;
}

void RowCounts::clear() {
  for (const std::uint32_t row : rows_) due_[row] = {};
  rows_.clear();
  waiting_.clear();
  next_ = 0;
}

}  // namespace engram::hw
