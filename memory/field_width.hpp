#pragma once

#include <bit>
#include <cstdint>

namespace engram {

/// lg(x) of DESIGN section 2: bits that tell x values apart, at least 1.
constexpr unsigned lg(std::uint64_t x) {
  return x <= 2 ? 1U : static_cast<unsigned>(std::bit_width(x - 1));
}

constexpr std::uint64_t divide_up(std::uint64_t a, std::uint64_t b) {
  return (a + b - 1) / b;
}

}  // namespace engram
