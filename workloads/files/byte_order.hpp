#pragma once

#include <cmath>
#include <cstdint>

/// Numbers as files store them, byte by byte: no alignment, no assumption on the processor.
namespace engram::workloads {

inline std::uint16_t little16(const unsigned char* at) {
  return static_cast<std::uint16_t>(at[0] | at[1] << 8);
}
inline std::uint32_t little32(const unsigned char* at) {
  return static_cast<std::uint32_t>(little16(at)) | static_cast<std::uint32_t>(little16(at + 2))
                                                        << 16;
}
inline std::uint64_t little64(const unsigned char* at) {
  return little32(at) | static_cast<std::uint64_t>(little32(at + 4)) << 32;
}
inline std::uint32_t big32(const unsigned char* at) {
  return static_cast<std::uint32_t>(at[0]) << 24 | static_cast<std::uint32_t>(at[1]) << 16 |
         static_cast<std::uint32_t>(at[2]) << 8 | at[3];
}

/// IEEE 754 binary16, exactly.
inline double half_to_double(std::uint16_t bits) {
  const int exponent = bits >> 10 & 0x1f;
  const int fraction = bits & 0x3ff;
  double value = 0;
  if (exponent == 0x1f) {
    value = fraction == 0 ? HUGE_VAL : std::nan("");
  } else if (exponent == 0) {
    value = std::ldexp(fraction, -24);
  } else {
    value = std::ldexp(0x400 + fraction, exponent - 25);
  }
  return (bits & 0x8000) != 0 ? -value : value;
}

}  // namespace engram::workloads
