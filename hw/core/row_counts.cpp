#include "hw/core/row_counts.hpp"

#include <algorithm>

namespace engram::hw {

const std::vector<std::uint32_t>& RowCounts::collect(std::uint64_t timestep) {
  for (const std::uint32_t row : rows_) due_[row] = {};
  rows_.clear();
  for (; any_due(timestep); waiting_.pop_front()) {
    const Waiting& event = waiting_.front();
    Due& due = due_[event.row];
    if (due.events == 0) rows_.push_back(event.row);
    due.units += event.count;
    ++due.events;
  }
  std::sort(rows_.begin(), rows_.end());
  return rows_;
}

void RowCounts::clear() {
  for (const std::uint32_t row : rows_) due_[row] = {};
  rows_.clear();
  waiting_.clear();
}

}  // namespace engram::hw
