#pragma once

#include <cstdint>

namespace engram::cosim {

/// The low `bits` (at most 64) of a value: what its pins carry. Verilator wants those above to be 0.
inline std::uint64_t pins(std::int64_t value, unsigned bits) {
  const auto all = static_cast<std::uint64_t>(value);
  return bits >= 64 ? all : all & ((std::uint64_t{1} << bits) - 1);
}

/// Drives a port of a verilated model, whatever its type.
template <class Port>
void drive(Port& port, std::uint64_t value) {
  port = static_cast<Port>(value);
}

}  // namespace engram::cosim
