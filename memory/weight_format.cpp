#include "memory/weight_format.hpp"

#include <bit>
#include <cassert>
#include <cstdlib>

namespace engram {

std::int32_t max_level(const WeightFormat& format) {
  assert(format.kind == WeightKind::uniform);
  return (std::int32_t{1} << (format.bits - 1)) - 1;
}

std::uint32_t code_from_level(const WeightFormat& format, std::int32_t level) {
  assert(std::abs(level) <= max_level(format));
  const std::uint32_t mask = (std::uint32_t{1} << format.bits) - 1;
  return static_cast<std::uint32_t>(level) & mask;
}

std::int32_t level_from_code(const WeightFormat& format, std::uint32_t code) {
  const unsigned unused = 32 - format.bits;
  return static_cast<std::int32_t>(code << unused) >> unused;
}

std::uint32_t code_from_float(float value) {
  return std::bit_cast<std::uint32_t>(value);
}
float float_from_code(std::uint32_t code) {
  return std::bit_cast<float>(code);
}

std::string to_string(const WeightFormat& format) {
  if (format.kind == WeightKind::float32) return "float32";
  const char* const name = format.kind == WeightKind::codebook ? "codebook" : "uniform";
  return name + std::to_string(format.bits);
}

}  // namespace engram
