#pragma once

#include <boost/align/aligned_allocator.hpp>
#include <cassert>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace engram {

/// A string of bits addressed in words of `word_bits`; bit 0 is the least significant bit of word
/// 0. Fields are written and read for every synapse of a chip: inline.
class BitArray {
 public:
  BitArray() = default;
  /// `words` words of zeros.
  BitArray(std::uint64_t words, unsigned word_bits);
  /// Writes the low `bits` bits (0..64) of value at bit offset `at`. Precondition: inside the
  /// array.
  void write(std::uint64_t at, unsigned bits, std::uint64_t value) {
    if (bits == 0) return;
    assert(bits <= 64 && at + bits <= words_ * word_bits_);
    std::uint64_t* const here = bits_.data() + at / 64;
    const auto offset = static_cast<unsigned>(at % 64);
    value &= low_mask(bits);
    here[0] = (here[0] & ~(low_mask(bits) << offset)) | (value << offset);
    if (offset + bits <= 64) return;
    const unsigned done = 64 - offset;
    here[1] = (here[1] & ~low_mask(bits - done)) | (value >> done);
  }
  /// Throws std::out_of_range: images can come from a host, so a pointer may lead anywhere.
  std::uint64_t read(std::uint64_t at, unsigned bits) const {
    if (bits == 0) return 0;
    assert(bits <= 64);
    const std::uint64_t size = words_ * word_bits_;
    if (at > size || bits > size - at) refuse();
    const std::uint64_t* const here = bits_.data() + at / 64;
    const auto offset = static_cast<unsigned>(at % 64);
    std::uint64_t value = here[0] >> offset;
    if (offset + bits > 64) value |= here[1] << (64 - offset);
    return value & low_mask(bits);
  }
  std::uint64_t words() const { return words_; }
  /// All bits, bit 0 of the array in bit 0 of the first, which begins a line of the processor's
  /// cache.
  std::span<const std::uint64_t> storage() const { return bits_; }
  unsigned word_bits() const { return word_bits_; }
  /// Word `index` as hexadecimal, most significant digit first ($readmemh).
  std::string word_hex(std::uint64_t index) const;
  friend bool operator==(const BitArray&, const BitArray&) = default;

 private:
  /// Precondition: 1 to 64 bits.
  static std::uint64_t low_mask(unsigned bits) { return ~std::uint64_t{0} >> (64 - bits); }
  [[noreturn]] static void refuse();

  std::uint64_t words_ = 0;
  unsigned word_bits_ = 0;
  std::vector<std::uint64_t, boost::alignment::aligned_allocator<std::uint64_t, 64>> bits_;
};

}  // namespace engram
