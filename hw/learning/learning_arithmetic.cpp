#include "hw/learning/learning_arithmetic.hpp"

#include <algorithm>
#include <stdexcept>

namespace engram::hw {

std::int64_t round_shift(std::int64_t value, unsigned shift) {
  if (shift == 0) return value;
  const std::int64_t half = std::int64_t{1} << (shift - 1);
  return value >= 0 ? (value + half) >> shift : -((half - value) >> shift);
}

std::int64_t clamp_symmetric(std::int64_t value, unsigned bits) {
  const std::int64_t largest = (std::int64_t{1} << (bits - 1)) - 1;
  return std::clamp(value, -largest, largest);
}

std::int64_t add_checked(std::int64_t sum, std::int64_t more) {
  constexpr std::int64_t limit = std::int64_t{1} << 62;
  std::int64_t result = 0;
  if (__builtin_add_overflow(sum, more, &result) || result >= limit || result <= -limit) {
    throw std::overflow_error("learning: a sum of errors or gradients leaves 2^62");
  }
  return result;
}

std::uint64_t mix(std::uint64_t word) {
  word += 0x9E3779B97F4A7C15U;
  word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9U;
  word = (word ^ (word >> 27)) * 0x94D049BB133111EBU;
  return word ^ (word >> 31);
}

std::int64_t StepRounder::step(std::int64_t gradient, std::uint32_t projection, std::uint64_t key,
                               std::uint32_t timestep) const {
  if (rounding_ == StepRounding::nearest) return round_shift(gradient, shift_);
  if (shift_ == 0) return gradient;
  const std::uint64_t random = mix(mix(mix(seed_ ^ mix(projection)) ^ key) ^ timestep);
  const auto r = static_cast<std::int64_t>(random >> (64 - shift_));
  return (gradient + r) >> shift_;  // arithmetic: toward minus infinity
}

}  // namespace engram::hw
