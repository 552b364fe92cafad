#include "memory/bit_array.hpp"

#include <algorithm>
#include <stdexcept>

#include "memory/field_width.hpp"

namespace engram {

BitArray::BitArray(std::uint64_t words, unsigned word_bits)
    : words_(words), word_bits_(word_bits), bits_(divide_up(words * word_bits, 64), 0) {}

void BitArray::refuse() {
  throw std::out_of_range("a field outside its region");
}

std::string BitArray::word_hex(std::uint64_t index) const {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (unsigned at = 0; at < word_bits_; at += 4) {
    const unsigned bits = std::min(4U, word_bits_ - at);
    text += kDigits[read(index * word_bits_ + at, bits)];
  }
  std::reverse(text.begin(), text.end());
  return text;
}

}  // namespace engram
