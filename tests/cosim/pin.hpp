#pragma once

#include <cstdint>
#include <type_traits>

namespace engram::cosim {

/// The low `bits` (at most 64) of a value: what its pins carry. Verilator wants those above to be
/// 0.
inline std::uint64_t pins(std::int64_t value, unsigned bits) {
  const auto all = static_cast<std::uint64_t>(value);
  return bits >= 64 ? all : all & ((std::uint64_t{1} << bits) - 1);
}

/// Drives a port of a verilated model, whatever its type.
template <class Port>
void drive(Port& port, std::uint64_t value) {
  port = static_cast<Port>(value);
}

/// `bits` bits from bit `at` on of a port of any width: a number, or an array of 32-bit words.
template <class Port>
std::uint64_t watch_bits(const Port& port, unsigned at, unsigned bits) {
  if constexpr (std::is_integral_v<Port>) {
    return pins(static_cast<std::int64_t>(static_cast<std::uint64_t>(port) >> at), bits);
  } else {
    std::uint64_t value = 0;
    for (unsigned done = 0; done < bits; done += 32 - (at + done) % 32) {
      const std::uint32_t word = port[(at + done) / 32];
      value |= static_cast<std::uint64_t>(word >> (at + done) % 32) << done;
    }
    return pins(static_cast<std::int64_t>(value), bits);
  }
}
template <class Port>
void drive_bits(Port& port, unsigned at, unsigned bits, std::uint64_t value) {
  for (unsigned bit = 0; bit < bits; ++bit) {
    const bool set = (value >> bit & 1) != 0;
    if constexpr (std::is_integral_v<Port>) {
      const auto mask = static_cast<Port>(Port{1} << (at + bit));
      port = static_cast<Port>(set ? port | mask : port & ~mask);
    } else {
      const std::uint32_t mask = std::uint32_t{1} << (at + bit) % 32;
      const std::uint32_t word = port[(at + bit) / 32];
      port[(at + bit) / 32] = set ? word | mask : word & ~mask;
    }
  }
}

}  // namespace engram::cosim
