#include "hw/core/accumulator.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>

namespace engram::hw {
namespace {

constexpr std::uint64_t kRoom = std::numeric_limits<std::int32_t>::max();

/// A plain loop over raw pointers, so that the compiler vectorises it.
template <class Sum, class Addend>
void add_contiguous(Sum* sums, const Addend* addends, std::uint32_t size, Sum factor) {
  for (std::uint32_t index = 0; index < size; ++index) {
    sums[index] += factor * static_cast<Sum>(addends[index]);
  }
}

/// Count and shift as one; of a row of zeros 0, so that it always fits.
std::int64_t factor_of(const SynapseRows& rows, const RowContent& row, std::uint64_t count) {
  return row.largest == 0 ? 0 : static_cast<std::int64_t>(count << rows.shift());
}

/// Contiguous or scattered, of any kind of sum and addend. Sums and flags: from the row's first
/// target on.
template <class Sum, class Addend>
void add_row(const SynapseRows& rows, const RowContent& row, const Addend* addends, Sum factor,
             Sum* sums, std::uint8_t* received) {
  if (row.form == RowForm::contiguous) {
    add_contiguous(sums, addends, row.size, factor);
    std::fill_n(received, row.size, std::uint8_t{1});
    return;
  }
  rows.with_targets(row,
                    [&](auto targets) { add_scattered(targets, addends, factor, sums, received); });
}

/// The same of a row of runs, for sums that the vectorised additions do not take. They may lie
/// beyond the last neuron, where nothing is added.
void add_wide_runs(const SynapseRows& rows, const RowContent& row, std::int64_t factor,
                   std::int64_t* sums, std::uint8_t* received) {
  const std::int8_t* levels = rows.narrow_levels(row.begin);
  for (const Run& run : rows.runs(row)) {
    add_contiguous(sums + run.first, levels, kRunTargets, factor);
    mark_run(run, received);
    levels += kRunTargets;
  }
}

}  // namespace

Accumulator::Accumulator(std::uint32_t neurons, bool real, std::uint64_t limit)
    : real_(real),
      neurons_(neurons),
      bound_(limit),
      room_(kRoom),
      sums_(real ? 0 : neurons + kRunTargets, 0),
      numbers_(real ? neurons : 0, 0.0),
      received_(neurons + kRunTargets, 0) {}

std::uint64_t AdditionBound::add(std::uint64_t largest, std::uint64_t count) {
  std::uint64_t more = 0;
  if (__builtin_mul_overflow(largest, count, &more) || more > limit_ - bound_) {
    throw std::overflow_error("accumulator: additions of one timestep may exceed " +
                              std::to_string(limit_) + " (found an event count of " +
                              std::to_string(count) + ")");
  }
  bound_ += more;
  return more;
}

void Accumulator::mark(const SynapseRows& rows, const SynapseRow& row) {
  switch (row.form) {
    case RowForm::contiguous:
      std::fill_n(received_.data() + row.first_target, row.size, std::uint8_t{1});
      break;
    case RowForm::padded:
      note_mask(rows.mask(row));
      break;
    case RowForm::runs:
      for (const Run& run : rows.runs(row)) mark_run(run, received_.data() + row.first_target);
      break;
    case RowForm::scattered:
      rows.with_targets(row, [&](auto targets) {
        for (const std::uint32_t target : targets) received_[row.first_target + target] = 1;
      });
  }
}

/// Moves the sums to where 64 bits are.
void Accumulator::spill() {
  settle();
  spilled_.resize(sums_.size(), 0);
  for (std::size_t k = 0; k < sums_.size(); ++k) spilled_[k] += sums_[k];
  std::fill(sums_.begin(), sums_.end(), 0);
  room_ = kRoom;
}

void Accumulator::take(const SynapseRows& rows, const SynapseRow& row, std::uint64_t count) {
  dirty_ = true;
  if (!keeps_sums_) {
    if (!real_) bound_.add(row.largest, count);
    mark(rows, row);
    return;
  }
  if (real_) {
    add_row(rows, row, rows.addends(row), static_cast<double>(count),
            numbers_.data() + row.first_target, received_.data() + row.first_target);
    return;
  }
  const std::uint64_t more = bound_.add(row.largest, count);
  const std::int64_t factor = factor_of(rows, row, count);
  if (more > kRoom) {  // too large by itself
    spilled_.resize(sums_.size(), 0);
    add_wide(rows, row, row.first_target, factor);
    return;
  }
  if (more > room_) spill();
  room_ -= more;
  add_narrow(rows, row, row.first_target, static_cast<std::int32_t>(factor));
}

void Accumulator::add(const SynapseRows& rows, std::span<const RowCounts::Row> due) {
  for (const RowCounts::Row& each : due.subspan(add_while_narrow(rows, due))) {
    take(rows, rows.asked_for(each.row), each.due.units);
  }
  settle();
}

/// Takes rows until one for which the sums might have no room; returns how many.
std::size_t Accumulator::add_while_narrow(const SynapseRows& rows,
                                          std::span<const RowCounts::Row> due) {
  if (real_ || !keeps_sums_) return 0;
  const std::uint64_t room = std::min(room_, bound_.room());
  std::uint64_t left = room;
  std::size_t done = 0;
  for (; done < due.size(); ++done) {
    const RowCounts::Row& each = due[done];
    const RowContent& row = rows.content(each.row);
    std::uint64_t of_row = 0;
    if (__builtin_mul_overflow(row.largest, each.due.units, &of_row) || of_row > left) break;
    left -= of_row;
    add_narrow(rows, row, rows.first_target(each.row),
               static_cast<std::int32_t>(factor_of(rows, row, each.due.units)));
  }
  bound_.add(room - left, 1);
  room_ -= room - left;
  dirty_ = dirty_ || done > 0;
  return done;
}

void Accumulator::add_narrow(const SynapseRows& rows, const RowContent& row, std::uint32_t first,
                             std::int32_t factor) {
  std::int32_t* const sums = sums_.data() + first;
  std::uint8_t* const received = received_.data() + first;
  if (!rows.narrow()) {
    add_row(rows, row, rows.levels(row), factor, sums, received);
  } else if (row.form == RowForm::runs) {
    if (runs_of_ != &rows) settle();
    runs_of_ = &rows;
    runs_.push_back({row.places, row.begin, row.runs, first, factor});
  } else if (row.form == RowForm::scattered) {
    add_row(rows, row, rows.narrow_levels(row.begin), factor, sums, received);
  } else {
    take_together(rows, row, first, factor);
  }
}

void Accumulator::take_together(const SynapseRows& rows, const RowContent& row, std::uint32_t first,
                                std::int32_t factor) {
  const bool padded = row.form == RowForm::padded;
  const Taken taken{&rows, row.form, first, padded ? rows.targets() : row.size, factor};
  if (taken_ != taken) {
    settle();
    taken_ = taken;
  }
  begins_.push_back(row.begin);
  if (padded) note_mask(rows.mask(row));
}

void Accumulator::note_mask(std::span<const std::uint64_t> mask) {
  if (masked_.empty()) masked_.resize(mask.size(), 0);
  for (std::size_t k = 0; k < mask.size(); ++k) masked_[k] |= mask[k];
}

/// A byte of eight flags becomes eight bytes of one.
void Accumulator::mark_masked() {
  for (std::size_t word = 0; word < masked_.size(); ++word) {
    std::uint8_t* at = received_.data() + 64 * word;
    for (std::uint64_t left = masked_[word]; left != 0; left >>= 8, at += 8) {
      std::uint64_t marks = 0;
      std::memcpy(&marks, at, sizeof marks);
      marks |= kRunFlags[left & 0xff];
      std::memcpy(at, &marks, sizeof marks);
    }
  }
  masked_.clear();
}

void Accumulator::add_wide(const SynapseRows& rows, const RowContent& row, std::uint32_t first,
                           std::int64_t factor) {
  std::int64_t* const sums = spilled_.data() + first;
  std::uint8_t* const received = received_.data() + first;
  if (!rows.narrow()) {
    add_row(rows, row, rows.levels(row), factor, sums, received);
  } else if (row.form == RowForm::runs) {
    add_wide_runs(rows, row, factor, sums, received);
  } else if (row.form == RowForm::padded) {
    add_contiguous(sums, rows.narrow_levels(row.begin), rows.targets(), factor);
    note_mask(rows.mask(row));
    mark_masked();
  } else {
    add_row(rows, row, rows.narrow_levels(row.begin), factor, sums, received);
  }
}

void Accumulator::settle() {
  if (!keeps_sums_) mark_masked();
  if (!runs_.empty()) {
    add_runs(runs_, runs_of_->all_runs(), runs_of_->narrow_levels(0), sums_.data(),
             received_.data());
    runs_.clear();
  }
  if (begins_.empty()) return;
  add_rows(taken_.rows->narrow_levels(0), begins_, taken_.size, taken_.factor,
           sums_.data() + taken_.first_target);
  if (taken_.form == RowForm::padded) {
    mark_masked();
  } else {
    std::fill_n(received_.data() + taken_.first_target, taken_.size, std::uint8_t{1});
  }
  begins_.clear();
}

/// Eight flags at a time, in eight bytes that hold 255 each.
std::uint64_t Accumulator::receivers() const {
  if (!dirty_) return 0;
  constexpr std::size_t kWord = sizeof(std::uint64_t), kWords = 255;
  std::uint64_t count = 0;
  std::size_t at = 0;
  while (at + kWord <= neurons_) {
    std::uint64_t sums = 0;
    for (std::size_t words = 0; words < kWords && at + kWord <= neurons_; ++words, at += kWord) {
      std::uint64_t flags = 0;
      std::memcpy(&flags, received_.data() + at, kWord);
      sums += flags;
    }
    for (; sums != 0; sums >>= 8) count += sums & 0xff;
  }
  for (; at < neurons_; ++at) count += received_[at];
  return count;
}

void Accumulator::clear() {
  if (!dirty_) return;
  if (keeps_sums_) {
    std::fill(sums_.begin(), sums_.end(), 0);
    std::fill(numbers_.begin(), numbers_.end(), 0.0);
  }
  spilled_.clear();
  std::fill(received_.begin(), received_.end(), std::uint8_t{0});
  bound_.clear();
  room_ = kRoom;
  dirty_ = false;
}

}  // namespace engram::hw
