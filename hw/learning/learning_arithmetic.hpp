#pragma once

#include <cstdint>

#include "hw/learning/learning_spec.hpp"

/// The integer arithmetic of the learning engines.
namespace engram::hw {

/// value / 2^shift to the nearest integer, half away from zero. Preconditions: |value| < 2^62,
/// shift
/// <= 48.
std::int64_t round_shift(std::int64_t value, unsigned shift);

/// Into [-(2^(bits-1) - 1), 2^(bits-1) - 1]. Precondition: 2 <= bits <= 32.
std::int64_t clamp_symmetric(std::int64_t value, unsigned bits);

/// sum + more. Throws std::overflow_error where it leaves +-2^62.
std::int64_t add_checked(std::int64_t sum, std::int64_t more);

/// One round of SplitMix64 (S. Vigna's constants): a bijection of 64-bit words that scatters bits.
std::uint64_t mix(std::uint64_t word);

/// How a gradient becomes a step of so many levels. Random rounding is counter based, keyed by
/// (seed, projection, weight, timestep), so that it depends neither on order nor on mapping.
class StepRounder {
 public:
  explicit StepRounder(const LearningSpec& spec)
      : rounding_(spec.rounding), seed_(spec.seed), shift_(spec.rate_shift) {}
  /// The levels to subtract. Precondition: |gradient| < 2^62.
  std::int64_t step(std::int64_t gradient, std::uint32_t projection, std::uint64_t key,
                    std::uint32_t timestep) const;

 private:
  StepRounding rounding_;
  std::uint64_t seed_;
  unsigned shift_;
};

}  // namespace engram::hw
