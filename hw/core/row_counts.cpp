#include "hw/core/row_counts.hpp"

#include <algorithm>
#include <bit>

namespace engram::hw {
namespace {

/// What is collected.
struct Collected {
  std::vector<RowCounts::Row> rows;
  /// Rows that came in no order, from the first on: a bit for each that is there, what is due.
  std::vector<std::uint64_t> there, units;
  std::vector<std::uint32_t> events;

  void merge();
  void gather(std::uint32_t first, std::size_t width);
};

/// Rows that lie close together are sorted by a bit each.
void Collected::merge() {
  constexpr std::size_t kWidest = 16;
  const auto before = [](const RowCounts::Row& a, const RowCounts::Row& b) {
    return a.row < b.row;
  };
  const auto [lowest, highest] = std::minmax_element(rows.begin(), rows.end(), before);
  const std::uint32_t first = lowest->row;
  const std::size_t width = std::size_t{highest->row} - first + 1;
  if (width <= kWidest * rows.size()) {
    gather(first, width);
    return;
  }
  std::sort(rows.begin(), rows.end(), before);
  std::size_t last = 0;
  for (std::size_t at = 1; at < rows.size(); ++at) {
    if (rows[at].row == rows[last].row) {
      rows[last].units += rows[at].units;
      rows[last].events += rows[at].events;
    } else {
      rows[++last] = rows[at];
    }
  }
  rows.resize(last + 1);
}

/// All rows are first .. first + width - 1.
void Collected::gather(std::uint32_t first, std::size_t width) {
  if (units.size() < width) units.resize(width), events.resize(width);
  there.assign((width + 63) / 64, 0);
  for (const RowCounts::Row& each : rows) {
    const std::uint32_t place = each.row - first;
    const std::uint64_t bit = std::uint64_t{1} << place % 64;
    const bool more = (there[place / 64] & bit) != 0;
    units[place] = (more ? units[place] : 0) + each.units;
    events[place] = (more ? events[place] : 0) + each.events;
    there[place / 64] |= bit;
  }
  rows.clear();
  for (std::uint32_t word = 0; word < there.size(); ++word) {
    for (std::uint64_t left = there[word]; left != 0; left &= left - 1) {
      const std::uint32_t place = 64 * word + static_cast<std::uint32_t>(std::countr_zero(left));
      rows.push_back({first + place, events[place], units[place]});
    }
  }
}

}  // namespace

void RowCounts::open(std::uint64_t due) {
  if (waiting_ == batches_.size()) batches_.emplace_back();
  batches_[waiting_++].timestep = due;
}

std::span<const RowCounts::Row> RowCounts::take(std::uint64_t timestep) {
  taken_.clear();
  while (any_due(timestep)) {
    std::vector<Row>& rows = batches_.front().rows;
    if (taken_.empty()) {
      taken_.swap(rows);
    } else {
      taken_.insert(taken_.end(), rows.begin(), rows.end());
    }
    rows.clear();
    const auto begin = batches_.begin();
    std::rotate(begin, begin + 1, begin + static_cast<std::ptrdiff_t>(waiting_));
    --waiting_;
  }
  return taken_;
}

std::span<const RowCounts::Row> RowCounts::collect(std::uint64_t timestep) {
  const std::span<const Row> due = take(timestep);
  const auto after = [](const Row& a, const Row& b) { return a.row >= b.row; };
  if (std::adjacent_find(due.begin(), due.end(), after) == due.end()) return due;
  static thread_local Collected collected;
  collected.rows.assign(due.begin(), due.end());
  collected.merge();
  return collected.rows;
}

void RowCounts::clear() {
  for (Batch& batch : batches_) batch.rows.clear();
  waiting_ = 0;
}

}  // namespace engram::hw
