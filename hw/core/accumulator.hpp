#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "hw/core/synapse_rows.hpp"

namespace engram::hw {

/// What no entry of an integer accumulator can be larger than, addition by addition.
class AdditionBound {
 public:
  explicit AdditionBound(std::uint64_t limit) : limit_(limit) {}
  /// `count` times a row whose largest |addend| is `largest`; returns what that adds to the bound.
  /// Throws std::overflow_error when the additions since the last clear could exceed the limit.
  std::uint64_t add(std::uint64_t largest, std::uint64_t count);
  /// The same of a product: false, and nothing added, where that exceeds the limit.
  bool take(std::uint64_t more) {
    if (more > limit_ - bound_) return false;
    bound_ += more;
    return true;
  }
  std::uint64_t bound() const { return bound_; }
  void clear() { bound_ = 0; }

 private:
  std::uint64_t limit_, bound_ = 0;
};

/// The accumulators of one slice: one entry a neuron, exact (DESIGN definition 8). Integer addends
/// are summed in 32 bits while no sum can be larger, and in 64 bits beyond, so that order cannot
/// matter; floating-point ones in double, in the order of the calls, which the core makes ascending
/// by (projection, row).
class Accumulator {
 public:
  /// `limit`: largest magnitude that the neuron update can take from an integer entry.
  Accumulator(std::uint32_t neurons, bool real, std::uint64_t limit);

  /// Adds count x the row's weights. Precondition: rows.real() == real(). Throws
  /// std::overflow_error when the additions since the last clear could exceed the limit.
  void add(const SynapseRows& rows, const SynapseRow& row, std::uint64_t count) {
    take(rows, row, count);
    settle();
  }
  /// The same in two halves: rows of one image that are added before the sums are looked at, and
  /// that are added together then. `rows` must not change but by further rows being decoded.
  void take(const SynapseRows& rows, const SynapseRow& row, std::uint64_t count) {
    take(rows, row, row, count);
  }
  void take(const SynapseRows& rows, const RowContent& row, const RowPlace& place,
            std::uint64_t count) {
    dirty_ = true;
    std::uint64_t more = 0;
    if (real_ || !keeps_sums_ || __builtin_mul_overflow(rows.largest(row), count, &more) ||
        more > room_ || !bound_.take(more)) {
      take_with_care(rows, row, place, count);
      return;
    }
    room_ -= more;
    const auto factor = static_cast<std::int32_t>(rows.factor(row, count));
    if (row.form == RowForm::runs) {
      take_runs(rows, row, place, factor);
    } else if (rows.narrow() && row.form != RowForm::scattered) {
      take_together(rows, row, place, factor);
    } else {
      add_narrow(rows, row, place, factor);
    }
  }
  void settle();

  /// From now on, cleared, sums are kept or not: then entries say only whether they received an
  /// addition.
  void keep_sums(bool wanted) {
    clear();
    keeps_sums_ = wanted;
  }

  bool real() const { return real_; }
  std::int64_t integer(std::uint32_t neuron) const {
    return sums_[neuron] + (spilled_.empty() ? 0 : spilled_[neuron]);
  }
  double number(std::uint32_t neuron) const {
    return real_ ? numbers_[neuron] : static_cast<double>(integer(neuron));
  }
  /// Whether the neuron received an addition (even of a stored zero) since the last clear.
  bool received(std::uint32_t neuron) const { return received_[neuron] != 0; }
  std::uint64_t receivers() const;  ///< neurons that did
  void clear();

  /// All entries in one array, for loops over neurons: doubles if real(); else the integers, null
  /// where some have outgrown 32 bits.
  const double* numbers() const { return numbers_.data(); }
  /// Integers: no magnitude is larger.
  std::uint64_t bound() const { return bound_.bound(); }
  const std::int32_t* integers() const { return spilled_.empty() ? sums_.data() : nullptr; }

 private:
  void take_with_care(const SynapseRows& rows, const RowContent& row, const RowPlace& place,
                      std::uint64_t count);
  void mark(const SynapseRows& rows, const RowContent& row, std::uint32_t first);
  void spill();
  void add_narrow(const SynapseRows& rows, const RowContent& row, const RowPlace& place,
                  std::int32_t factor);
  void add_wide(const SynapseRows& rows, const RowContent& row, const RowPlace& place,
                std::int64_t factor);

  bool real_;
  std::uint32_t neurons_;
  AdditionBound bound_;
  std::uint64_t room_;  ///< what may still be added to sums_
  bool dirty_ = false;
  bool keeps_sums_ = true;
  std::vector<std::int32_t> sums_;
  std::vector<std::int64_t> spilled_;  ///< empty, or what is not in sums_
  std::vector<double> numbers_;
  std::vector<std::uint8_t> received_;
  void take_runs(const SynapseRows& rows, const RowContent& row, const RowPlace& place,
                 std::int32_t factor) {
    if (runs_of_ != &rows) settle();
    runs_of_ = &rows;
    runs_.push_back({row.places, place.begin, row.runs, place.first_target, factor});
  }
  void take_together(const SynapseRows& rows, const RowContent& row, const RowPlace& place,
                     std::int32_t factor) {
    const bool padded = row.form == RowForm::padded;
    const Taken taken{&rows, row.form, place.first_target, padded ? rows.targets() : row.size,
                      factor};
    if (taken_ != taken) {
      settle();
      taken_ = taken;
    }
    begins_.push_back(place.begin);
    if (padded) note_mask(rows.mask(row));
  }
  void note_mask(std::span<const std::uint64_t> mask);
  void mark_masked();

  /// Contiguous or padded 8-bit rows not yet added: all with this form, extent and factor.
  struct Taken {
    const SynapseRows* rows = nullptr;
    RowForm form = RowForm::contiguous;
    std::uint32_t first_target = 0, size = 0;
    std::int32_t factor = 0;
    friend bool operator==(const Taken&, const Taken&) = default;
  } taken_;
  std::vector<std::uint64_t> masked_;  ///< targets of padded rows that received_ has not yet
  std::vector<std::uint64_t> begins_;
  std::vector<RunsEvent> runs_;  ///< not yet added, of these rows
  const SynapseRows* runs_of_ = nullptr;
};

}  // namespace engram::hw
