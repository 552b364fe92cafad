#include "random_rows.hpp"

#include <stdexcept>

namespace engram::cosim {
namespace {

bool stored(RowKind kind, std::uint32_t target, std::uint32_t targets, unsigned density,
            std::mt19937_64& bits) {
  switch (kind) {
    case RowKind::empty:
      return false;
    case RowKind::full:
      return true;
    case RowKind::first:
      return target == 0;
    case RowKind::last:
      return target + 1 == targets;
    case RowKind::two_ends:
      return target == 0 || target + 1 == targets;
    default:
      return bits() % 16 < density;
  }
}

/// A level that is not 0; the largest of both signs often.
std::uint32_t draw_code(const WeightFormat& format, std::mt19937_64& bits) {
  const std::int32_t largest = max_level(format);
  std::int32_t level = 1 + static_cast<std::int32_t>(bits() % static_cast<unsigned>(largest));
  if (bits() % 4 == 0) level = largest;
  return code_from_level(format, bits() % 2 == 0 ? level : -level);
}

/// A list of as many words in every image of a shape: regions behind it keep their place.
bool fill_up(MemoryImage& image, std::uint64_t words) {
  for (Region& region : image.regions) {
    if (region.kind != RegionKind::weights) continue;
    const BitArray encoded = region.data;
    const unsigned bits = encoded.word_bits();
    if (encoded.words() > words) return false;
    region.data = BitArray(words, bits);
    for (std::uint64_t word = 0; word < encoded.words(); ++word) {
      region.data.write(word * bits, bits, encoded.read(word * bits, bits));
    }
  }
  return true;
}

bool fits(const TwinShape& shape, MemoryImage& image) {
  const auto same = [](unsigned wanted, unsigned bits) { return wanted == 0 || wanted == bits; };
  return same(shape.pointer_bits, image.pointer_bits) &&
         same(shape.reverse_pointer_bits, image.reverse_pointer_bits) &&
         (shape.list_words == 0 || fill_up(image, shape.list_words));
}

}  // namespace

MemoryImage draw_image(const TwinShape& shape, const std::vector<RowKind>& kinds,
                       std::uint64_t seed) {
  constexpr int kAttempts = 1000;
  const WeightFormat format{WeightKind::uniform, shape.weight_bits};
  std::mt19937_64 bits(seed);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    std::vector<std::uint32_t> codes;
    for (std::uint32_t row = 0; row < shape.rows; ++row) {
      const RowKind kind = row < kinds.size() ? kinds[row] : RowKind::random;
      const unsigned density = static_cast<unsigned>(bits() % 16);
      for (std::uint32_t target = 0; target < shape.targets; ++target) {
        const bool there = stored(kind, target, shape.targets, density, bits);
        codes.push_back(there ? draw_code(format, bits) : 0);
      }
    }
    MemoryImage image =
        encode(dense_matrix(shape.rows, shape.targets, format, codes), shape.choice);
    if (fits(shape, image)) return image;
  }
  throw std::runtime_error("no image of these rows has pointers of that many bits");
}

MemoryImage draw_image(const TwinShape& shape, std::uint64_t seed) {
  constexpr RowKind all[] = {RowKind::random, RowKind::random, RowKind::random,   RowKind::empty,
                             RowKind::full,   RowKind::first,  RowKind::two_ends, RowKind::last};
  std::mt19937_64 bits(seed);
  for (;;) {
    std::vector<RowKind> kinds;
    for (std::uint32_t row = 0; row < shape.rows; ++row) kinds.push_back(all[bits() % 8]);
    try {
      return draw_image(shape, kinds, bits());
    } catch (const std::runtime_error&) {
      // Too many full rows, or empty ones: others.
    }
  }
}

}  // namespace engram::cosim
