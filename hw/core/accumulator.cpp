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
void add_wide_runs(const SynapseRows& rows, const RowContent& row, const std::int8_t* levels,
                   std::int64_t factor, std::int64_t* sums, std::uint8_t* received) {
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
  if (__builtin_mul_overflow(largest, count, &more) || !take(more)) {
    throw std::overflow_error("accumulator: additions of one timestep may exceed " +
                              std::to_string(limit_) + " (found an event count of " +
                              std::to_string(count) + ")");
  }
  return more;
}

void Accumulator::mark(const SynapseRows& rows, const RowContent& row, std::uint32_t first) {
  switch (row.form) {
    case RowForm::contiguous:
      std::fill_n(received_.data() + first, row.size, std::uint8_t{1});
      break;
    case RowForm::padded:
      note_mask(rows.mask(row));
      break;
    case RowForm::runs:
      for (const Run& run : rows.runs(row)) mark_run(run, received_.data() + first);
      break;
    case RowForm::scattered:
      rows.with_targets(row, [&](auto targets) {
        for (const std::uint32_t target : targets) received_[first + target] = 1;
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

void Accumulator::take_with_care(const SynapseRows& rows, const RowContent& row,
                                 const RowPlace& place, std::uint64_t count) {
  if (!keeps_sums_) {
    if (!real_) bound_.add(rows.largest(row), count);
    mark(rows, row, place.first_target);
    return;
  }
  if (real_) {
    add_row(rows, row, rows.addends(place.begin), static_cast<double>(count),
            numbers_.data() + place.first_target, received_.data() + place.first_target);
    return;
  }
  const std::uint64_t more = bound_.add(rows.largest(row), count);
  const std::int64_t factor = rows.factor(row, count);
  if (more > kRoom) {  // too large by itself
    spilled_.resize(sums_.size(), 0);
    add_wide(rows, row, place, factor);
    return;
  }
  spill();
  room_ -= more;
  add_narrow(rows, row, place, static_cast<std::int32_t>(factor));
}

void Accumulator::add_narrow(const SynapseRows& rows, const RowContent& row, const RowPlace& place,
                             std::int32_t factor) {
  std::int32_t* const sums = sums_.data() + place.first_target;
  std::uint8_t* const received = received_.data() + place.first_target;
  if (!rows.narrow()) {
    add_row(rows, row, rows.levels(place.begin), factor, sums, received);
  } else if (row.form == RowForm::runs) {
    take_runs(rows, row, place, factor);
  } else if (row.form == RowForm::scattered) {
    add_row(rows, row, rows.narrow_levels(place.begin), factor, sums, received);
  } else {
    take_together(rows, row, place, factor);
  }
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

void Accumulator::add_wide(const SynapseRows& rows, const RowContent& row, const RowPlace& place,
                           std::int64_t factor) {
  std::int64_t* const sums = spilled_.data() + place.first_target;
  std::uint8_t* const received = received_.data() + place.first_target;
  if (!rows.narrow()) {
    add_row(rows, row, rows.levels(place.begin), factor, sums, received);
  } else if (row.form == RowForm::runs) {
    add_wide_runs(rows, row, rows.narrow_levels(place.begin), factor, sums, received);
  } else if (row.form == RowForm::padded) {
    add_contiguous(sums, rows.narrow_levels(place.begin), rows.targets(), factor);
    note_mask(rows.mask(row));
    mark_masked();
  } else {
    add_row(rows, row, rows.narrow_levels(place.begin), factor, sums, received);
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

std::uint64_t Accumulator::receivers() const {
  return dirty_ ? count_flags({received_.data(), neurons_}) : 0;
}

void Accumulator::clear() {
  if (!dirty_) return;
  if (keeps_sums_) {
    std::fill(sums_.begin(), sums_.end(), 0);
    std::fill(numbers_.begin(), numbers_.end(), 0.0);
  }
  spilled_.clear();
  runs_.clear();  // of a timestep that failed
  begins_.clear();
  masked_.clear();
  std::fill(received_.begin(), received_.end(), std::uint8_t{0});
  bound_.clear();
  room_ = kRoom;
  dirty_ = false;
}

}  // namespace engram::hw
