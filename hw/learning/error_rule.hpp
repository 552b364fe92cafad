#pragma once

#include <algorithm>
#include <cstdint>

#include "hw/learning/synaptic_rule.hpp"

namespace engram::hw {

/// What rules with errors share: the gradient is error x trace.
class ErrorRule : public SynapticRule {
 public:
  explicit ErrorRule(const LearningSpec& spec)
      : spec_(spec), largest_((std::uint64_t{1} << spec.trace_bits) - 1) {}
  bool has_errors() const override { return true; }
  unsigned presynaptic_bits() const override { return spec_.trace_bits; }
  std::int64_t postsynaptic(std::int64_t before, std::uint64_t) const override { return before; }
  bool visits_row(std::uint64_t) const override { return false; }
  std::int64_t gradient(std::uint64_t trace, std::int64_t error) const override {
    return error * static_cast<std::int64_t>(trace);
  }

 protected:
  /// A trace of `left` after `arrived` events, saturated.
  std::uint64_t raised(std::uint64_t left, std::uint64_t arrived) const {
    std::uint64_t sum = 0;
    if (__builtin_mul_overflow(arrived, std::uint64_t{spec_.trace_gain}, &sum)) return largest_;
    if (__builtin_add_overflow(sum, left, &sum)) return largest_;
    return std::min(sum, largest_);
  }

  const LearningSpec& spec_;
  std::uint64_t largest_;
};

}  // namespace engram::hw
