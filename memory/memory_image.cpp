#include "memory/memory_image.hpp"

#include <algorithm>
#include <cassert>
#include <stdexcept>

#include "memory/field_width.hpp"

namespace engram {
namespace {

std::uint64_t low_mask(unsigned bits) {
  return bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
}

}  // namespace

const char* to_string(RegionKind kind) {
  switch (kind) {
    case RegionKind::pointers:
      return "pointers";
    case RegionKind::metadata:
      return "metadata";
    case RegionKind::weights:
      return "weights";
    case RegionKind::axon_types:
      return "axon_types";
    case RegionKind::codebook:
      return "codebook";
    case RegionKind::reverse_pointers:
      return "reverse_pointers";
    case RegionKind::reverse_list:
      return "reverse_list";
    case RegionKind::row_buffer:
      return "row_buffer";
  }
  return "";
}

BitArray::BitArray(std::uint64_t words, unsigned word_bits)
    : words_(words), word_bits_(word_bits), bits_(divide_up(words * word_bits, 64), 0) {}

void BitArray::write(std::uint64_t at, unsigned bits, std::uint64_t value) {
  if (bits == 0) return;
  assert(bits <= 64 && at + bits <= words_ * word_bits_);
  const std::uint64_t index = at / 64;
  const auto offset = static_cast<unsigned>(at % 64);
  value &= low_mask(bits);
  bits_[index] = (bits_[index] & ~(low_mask(bits) << offset)) | (value << offset);
  if (offset + bits <= 64) return;
  const unsigned done = 64 - offset;
  bits_[index + 1] = (bits_[index + 1] & ~low_mask(bits - done)) | (value >> done);
}

std::uint64_t BitArray::read(std::uint64_t at, unsigned bits) const {
  if (bits == 0) return 0;
  assert(bits <= 64);
  const std::uint64_t size = words_ * word_bits_;
  // Images can come from a host, so a pointer may lead anywhere.
  if (at > size || bits > size - at) throw std::out_of_range("a field outside its region");
  const std::uint64_t index = at / 64;
  const auto offset = static_cast<unsigned>(at % 64);
  std::uint64_t value = bits_[index] >> offset;
  if (offset + bits > 64) value |= bits_[index + 1] << (64 - offset);
  return value & low_mask(bits);
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

std::uint64_t MemoryImage::bits() const {
  std::uint64_t sum = 0;
  for (const Region& region : regions) sum += region.data.words() * region.data.word_bits();
  return sum;
}

std::uint64_t MemoryImage::payload_bits() const {
  std::uint64_t sum = 0;
  for (const Region& region : regions) sum += region.payload_bits;
  return sum;
}

}  // namespace engram
