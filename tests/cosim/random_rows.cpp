#include "random_rows.hpp"

#include <optional>
#include <stdexcept>
#include <utility>

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

std::vector<std::uint32_t> draw_codes(std::uint32_t rows, std::uint32_t targets,
                                      const WeightFormat& format, const std::vector<RowKind>& kinds,
                                      std::mt19937_64& bits) {
  std::vector<std::uint32_t> codes;
  for (std::uint32_t row = 0; row < rows; ++row) {
    const RowKind kind = row < kinds.size() ? kinds[row] : RowKind::random;
    const auto density = static_cast<unsigned>(bits() % 16);
    for (std::uint32_t target = 0; target < targets; ++target) {
      const bool there = stored(kind, target, targets, density, bits);
      codes.push_back(there ? draw_code(format, bits) : 0);
    }
  }
  return codes;
}

/// Rows of the kernel are (input channel, tap), targets its output channels. One group.
SynapseMatrix draw_convolution(const TwinShape& shape, const WeightFormat& format,
                               const std::vector<RowKind>& kinds, std::mt19937_64& bits) {
  ConvSlice slice = *shape.conv;
  const ConvGeometry& g = slice.geometry;
  const std::uint32_t area = g.kernel_height * g.kernel_width;
  const std::uint32_t rows = g.in_channels * area;
  auto codes = draw_codes(rows, g.out_channels, format, kinds, bits);
  // An update knows its last weight by the last word of the bitmap, which must have a one.
  const bool bitmap = shape.choice.organisation.functional_mode == FunctionalMode::bitmap;
  if (bitmap && codes.back() == 0) codes.back() = draw_code(format, bits);
  for (std::uint32_t output = 0; output < g.out_channels; ++output) {
    for (std::uint32_t row = 0; row < rows; ++row) {
      slice.kernel.push_back(codes[std::size_t{row} * g.out_channels + output]);
    }
  }
  for (std::uint32_t input = 0; input < shape.rows; ++input) slice.axon_input.push_back(input);
  return conv_matrix(std::move(slice), format, shape.targets);
}

bool fits(const TwinShape& shape, MemoryImage& image) {
  const auto same = [](unsigned wanted, unsigned bits) { return wanted == 0 || wanted == bits; };
  return same(shape.pointer_bits, image.pointer_bits) &&
         same(shape.reverse_pointer_bits, image.reverse_pointer_bits) &&
         (shape.list_words == 0 || fill_up(image, shape.list_words));
}

/// Null if none of so many is of the shape.
std::optional<MemoryImage> draw(const TwinShape& shape, const std::vector<RowKind>& kinds,
                                int attempts, std::mt19937_64& bits) {
  const WeightFormat format{WeightKind::uniform, shape.weight_bits};
  for (int attempt = 0; attempt < attempts; ++attempt) {
    const SynapseMatrix matrix =
        shape.conv ? draw_convolution(shape, format, kinds, bits)
                   : dense_matrix(shape.rows, shape.targets, format,
                                  draw_codes(shape.rows, shape.targets, format, kinds, bits));
    MemoryImage image = encode(matrix, shape.choice);
    if (fits(shape, image)) return image;
  }
  return std::nullopt;
}

}  // namespace

MemoryImage draw_image(const TwinShape& shape, const std::vector<RowKind>& kinds,
                       std::uint64_t seed) {
  std::mt19937_64 bits(seed);
  std::optional<MemoryImage> image = draw(shape, kinds, 2000, bits);
  if (!image) throw std::runtime_error("no image of these rows has pointers of that many bits");
  return std::move(*image);
}

MemoryImage draw_image(const TwinShape& shape, std::uint64_t seed) {
  constexpr RowKind all[] = {RowKind::random, RowKind::random, RowKind::random,   RowKind::empty,
                             RowKind::full,   RowKind::first,  RowKind::two_ends, RowKind::last};
  std::mt19937_64 bits(seed);
  for (;;) {
    std::vector<RowKind> kinds;
    for (std::uint32_t row = 0; row < shape.rows; ++row) kinds.push_back(all[bits() % 8]);
    // Too many full rows, or empty ones: others.
    if (std::optional<MemoryImage> image = draw(shape, kinds, 4, bits)) return std::move(*image);
  }
}

}  // namespace engram::cosim
