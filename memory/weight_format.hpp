#pragma once

#include <cstdint>
#include <string>

/// Weight formats: what bits are one weight (DESIGN.md section 2, definition 9).
namespace engram {

enum class WeightKind {
  float32,   ///< IEEE 754 binary32
  uniform,   ///< two's complement, b bits, levels +-(2^(b-1) - 1), no zero point
  codebook,  ///< a code names an entry of a table, which is the weight (memory/codebook.hpp)
  /// Sign above b - 1 bits e: level 0 for e = 0, else +-2^(e-1), so that a shift adds it (Zhou et
  /// al. 2017, INQ). Code 0 is the only zero: sign 1 over e = 0 is not used and reads as 0.
  power_of_two
};

struct WeightFormat {
  WeightKind kind = WeightKind::float32;
  /// 32 for float32, 2..16 for uniform, 2..5 for power_of_two, CodebookShape::code_bits().
  unsigned bits = 32;
  friend bool operator==(const WeightFormat&, const WeightFormat&) = default;
};

/// Widest code of power_of_two: its levels reach 2^14, those of uniform 2^15 - 1.
inline constexpr unsigned kMostPowerBits = 5;

/// Formats whose code is the level: uniform and power_of_two. Those of the functions below.
bool has_levels(const WeightFormat& format);
/// Largest level: 2^(bits-1) - 1, power_of_two 2^(2^(bits-1) - 2).
std::int32_t max_level(const WeightFormat& format);
/// Whether the format has a code for the level.
bool is_level(const WeightFormat& format, std::int32_t level);

/// The stored bits of an integer level. Precondition: is_level(format, level).
std::uint32_t code_from_level(const WeightFormat& format, std::int32_t level);
/// The level that a stored code is.
std::int32_t level_from_code(const WeightFormat& format, std::uint32_t code);

std::uint32_t code_from_float(float value);
float float_from_code(std::uint32_t code);

/// Why codes of a format cannot be learned on; empty: a step can be added to them.
std::string learning_refusal(const WeightFormat& format);

/// "float32", "uniform4", "codebook3" or "power_of_two4".
std::string to_string(const WeightFormat& format);

}  // namespace engram
