#include <algorithm>

#include "memory/encodings/layout.hpp"
#include "memory/field_width.hpp"

namespace engram {

Region make_region(RegionKind kind, const char* name, std::uint64_t payload_bits,
                   unsigned word_bits) {
  const std::uint64_t words = std::max<std::uint64_t>(1, divide_up(payload_bits, word_bits));
  return {kind, name, payload_bits, BitArray(words, word_bits)};
}

std::uint64_t row_bits(std::uint64_t bits, const Organisation& organisation) {
  if (organisation.packed) return bits;
  return divide_up(bits, organisation.word_bits) * organisation.word_bits;
}

}  // namespace engram
