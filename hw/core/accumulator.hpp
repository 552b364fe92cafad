#pragma once

#include <cstdint>
#include <vector>

#include "hw/core/synapse_rows.hpp"

namespace engram::hw {

/// What no entry of an integer accumulator can be larger than, addition by addition.
class AdditionBound {
 public:
  explicit AdditionBound(std::uint64_t limit) : limit_(limit) {}
  /// `count` times a row whose largest |addend| is `largest`. Throws std::overflow_error when the
  /// additions since the last clear could exceed the limit.
  void add(std::uint64_t largest, std::uint64_t count);
  void clear() { bound_ = 0; }

 private:
  std::uint64_t limit_, bound_ = 0;
};

/// The accumulators of one slice: one entry a neuron, exact (DESIGN definition 8). Integer addends
/// are summed in 64 bits, where order cannot matter; floating-point ones in double, in the order of
/// the calls, which the core makes ascending by (projection, row).
class Accumulator {
 public:
  /// `limit`: largest magnitude that the neuron update can take from an integer entry.
  Accumulator(std::uint32_t neurons, bool real, std::uint64_t limit);

  /// Adds count x the row's weights. Precondition: rows.real() == real(). Throws
  /// std::overflow_error when the additions since the last clear could exceed the limit.
  void add(const SynapseRows& rows, const SynapseRow& row, std::uint64_t count);

  /// From now on nothing is summed: entries say only whether they received an addition.
  void keep_sums(bool wanted) { sums_ = wanted; }

  bool real() const { return real_; }
  std::int64_t integer(std::uint32_t neuron) const { return integers_[neuron]; }
  double number(std::uint32_t neuron) const {
    return real_ ? numbers_[neuron] : static_cast<double>(integers_[neuron]);
  }
  /// Whether the neuron received an addition (even of a stored zero) since the last clear.
  bool received(std::uint32_t neuron) const { return received_[neuron] != 0; }
  Count entries_received() const;  ///< how many have
  void clear();

 private:
  bool real_;
  AdditionBound bound_;
  bool dirty_ = false;
  bool sums_ = true;
  std::vector<std::int64_t> integers_;
  std::vector<double> numbers_;
  std::vector<std::uint8_t> received_;
};

}  // namespace engram::hw
