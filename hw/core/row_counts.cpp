#include "hw/core/row_counts.hpp"

#include <algorithm>
#include <bit>

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

/// Rows that lie close together are sorted by a bit each.
void RowCounts::merge_rows() {
  constexpr std::size_t kWidest = 16;
  const auto before = [](const Row& a, const Row& b) { return a.row < b.row; };
  const auto [lowest, highest] = std::minmax_element(rows_.begin(), rows_.end(), before);
  const std::uint32_t first = lowest->row;
  const std::size_t width = std::size_t{highest->row} - first + 1;
  if (width <= kWidest * rows_.size()) {
    gather(first, width);
    return;
  }
  std::sort(rows_.begin(), rows_.end(), before);
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

/// All rows are first .. first + width - 1.
void RowCounts::gather(std::uint32_t first, std::size_t width) {
  if (units_.size() < width) units_.resize(width), events_.resize(width);
  there_.assign((width + 63) / 64, 0);
  for (const Row& each : rows_) {
    const std::uint32_t place = each.row - first;
    const std::uint64_t bit = std::uint64_t{1} << place % 64;
    const bool more = (there_[place / 64] & bit) != 0;
    units_[place] = (more ? units_[place] : 0) + each.due.units;
    events_[place] = (more ? events_[place] : 0) + static_cast<std::uint32_t>(each.due.events);
    there_[place / 64] |= bit;
  }
  rows_.clear();
  for (std::uint32_t word = 0; word < there_.size(); ++word) {
    for (std::uint64_t left = there_[word]; left != 0; left &= left - 1) {
      const std::uint32_t place = 64 * word + static_cast<std::uint32_t>(std::countr_zero(left));
      rows_.push_back({first + place, {units_[place], events_[place]}});
    }
  }
}

void RowCounts::clear() {
  rows_.clear();
  waiting_.clear();
  next_ = 0;
}

}  // namespace engram::hw
