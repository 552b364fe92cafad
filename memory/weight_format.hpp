#pragma once

#include <cstdint>
#include <string>

/// Weight formats: what bits are one weight (DESIGN.md section 2, definition 9).
namespace engram {

enum class WeightKind {
  float32,  ///< IEEE 754 binary32
  uniform,  ///< two's complement, b bits, levels +-(2^(b-1) - 1), no zero point
  codebook  ///< a code names an entry of a table, which is the weight (memory/codebook.hpp)
};

struct WeightFormat {
  WeightKind kind = WeightKind::float32;
  unsigned bits = 32;  ///< 32 for float32, 2..16 for uniform, CodebookShape::code_bits()
  friend bool operator==(const WeightFormat&, const WeightFormat&) = default;
};

/// Largest level of a uniform format: 2^(bits-1) - 1.
std::int32_t max_level(const WeightFormat& format);

/// The stored bits of an integer level. Precondition: |level| <= max_level(format).
std::uint32_t code_from_level(const WeightFormat& format, std::int32_t level);
/// Sign-extends a stored code.
std::int32_t level_from_code(const WeightFormat& format, std::uint32_t code);

std::uint32_t code_from_float(float value);
float float_from_code(std::uint32_t code);

/// "float32", "uniform4" or "codebook3".
std::string to_string(const WeightFormat& format);

}  // namespace engram
