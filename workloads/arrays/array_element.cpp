#include "workloads/arrays/array_element.hpp"

#include <bit>
#include <cstdint>

namespace engram::workloads {

double ArrayElement::decode(const unsigned char* from) const {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < bytes; ++i) {
    bits = bits << 8 | from[big_endian ? i : bytes - 1 - i];
  }
  if (is_float && bytes == 4) return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
  if (is_float) return std::bit_cast<double>(bits);
  if (!is_signed) return static_cast<double>(bits);
  const unsigned unused = static_cast<unsigned>(64 - 8 * bytes);
  return static_cast<double>(static_cast<std::int64_t>(bits << unused) >> unused);
}

}  // namespace engram::workloads
