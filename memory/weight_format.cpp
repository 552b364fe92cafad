#include "memory/weight_format.hpp"

#include <bit>
#include <cassert>
#include <cstdlib>

namespace engram {

bool has_levels(const WeightFormat& format) {
  return format.kind == WeightKind::uniform || format.kind == WeightKind::power_of_two;
}

std::int32_t max_level(const WeightFormat& format) {
  assert(has_levels(format));
  const std::int32_t half = std::int32_t{1} << (format.bits - 1);
  if (format.kind == WeightKind::uniform) return half - 1;
  assert(format.bits <= kMostPowerBits);
  return std::int32_t{1} << (half - 2);
}

bool is_level(const WeightFormat& format, std::int32_t level) {
  const auto size = static_cast<std::uint32_t>(std::abs(level));
  const bool fits = size <= static_cast<std::uint32_t>(max_level(format));
  return fits && (format.kind == WeightKind::uniform || size == 0 || std::has_single_bit(size));
}

std::uint32_t code_from_level(const WeightFormat& format, std::int32_t level) {
  assert(is_level(format, level));
  if (format.kind == WeightKind::power_of_two) {
    const auto exponent =
        static_cast<std::uint32_t>(std::bit_width(std::uint32_t(std::abs(level))));
    return (level < 0 ? std::uint32_t{1} << (format.bits - 1) : 0) | exponent;
  }
  const std::uint32_t mask = (std::uint32_t{1} << format.bits) - 1;
  return static_cast<std::uint32_t>(level) & mask;
}

std::int32_t level_from_code(const WeightFormat& format, std::uint32_t code) {
  if (format.kind == WeightKind::power_of_two) {
    const std::uint32_t sign = std::uint32_t{1} << (format.bits - 1);
    const std::uint32_t exponent = code & (sign - 1);
    if (exponent == 0) return 0;
    const std::int32_t size = std::int32_t{1} << (exponent - 1);
    return (code & sign) != 0 ? -size : size;
  }
  const unsigned unused = 32 - format.bits;
  return static_cast<std::int32_t>(code << unused) >> unused;
}

std::uint32_t code_from_float(float value) {
  return std::bit_cast<std::uint32_t>(value);
}
float float_from_code(std::uint32_t code) {
  return std::bit_cast<float>(code);
}

std::string learning_refusal(const WeightFormat& format) {
  if (format.kind == WeightKind::codebook) {
    return "learning with a codebook: a stored code is the address of an entry, not a weight that "
           "a step can be added to";
  }
  if (format.kind == WeightKind::power_of_two) {
    return "learning with power_of_two weights: a stored code is a sign and an exponent, not a "
           "weight that a step can be added to";
  }
  return "";
}

std::string to_string(const WeightFormat& format) {
  switch (format.kind) {
    case WeightKind::float32:
      return "float32";
    case WeightKind::uniform:
      return "uniform" + std::to_string(format.bits);
    case WeightKind::codebook:
      return "codebook" + std::to_string(format.bits);
    case WeightKind::power_of_two:
      return "power_of_two" + std::to_string(format.bits);
  }
  return "";
}

}  // namespace engram
