#pragma once

#include <cstdint>
#include <vector>

#include "hw/core/synapse_rows.hpp"

namespace engram::hw {

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

  bool real() const { return real_; }
  std::int64_t integer(std::uint32_t neuron) const { return integers_[neuron]; }
  double number(std::uint32_t neuron) const {
    return real_ ? numbers_[neuron] : static_cast<double>(integers_[neuron]);
  }
  /// Whether the neuron received an addition (even of a stored zero) since the last clear.
  bool received(std::uint32_t neuron) const { return received_[neuron] != 0; }
  void clear();

 private:
  bool real_;
  std::uint64_t limit_;
  std::uint64_t bound_ = 0;  ///< no entry can be larger than this now
  bool dirty_ = false;
  std::vector<std::int64_t> integers_;
  std::vector<double> numbers_;
  std::vector<std::uint8_t> received_;
};

}  // namespace engram::hw
