#pragma once

#include <cstdint>

#include "hw/chip/chip_spec.hpp"

namespace engram::hw {

/// When timesteps may begin (DESIGN definition 13), in cycles since the start of the sample.
class Timeline {
 public:
  explicit Timeline(const ChipSpec& spec)
      : real_time_(spec.timing == Timing::real_time),
        timestep_ps_(spec.timestep_ps),
        period_ps_(spec.clock_period_ps) {}

  /// First cycle in which `timestep` may begin: as_fast at once, real_time with the recording.
  std::uint64_t opens(std::uint64_t timestep) const {
    return real_time_ ? (timestep * timestep_ps_ + period_ps_ - 1) / period_ps_ : 0;
  }
  /// Whether a timestep of `cycles` working cycles is longer than the recording's.
  bool missed(std::uint64_t cycles) const {
    return real_time_ && cycles > timestep_ps_ / period_ps_;
  }

 private:
  bool real_time_;
  std::uint64_t timestep_ps_, period_ps_;
};

}  // namespace engram::hw
