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

}  // namespace

MemoryImage draw_image(const TwinShape& shape, const std::vector<RowKind>& kinds,
                       std::uint64_t seed) {
  constexpr int kAttempts = 1000;
  const WeightFormat format{WeightKind::uniform, shape.weight_bits};
  std::mt19937_64 bits(seed);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const SynapseMatrix matrix =
        shape.conv ? draw_convolution(shape, format, kinds, bits)
                   : dense_matrix(shape.rows, shape.targets, format,
                                  draw_codes(shape.rows, shape.targets, format, kinds, bits));
    MemoryImage image = encode(matrix, shape.choice);
    if (shape.pointer_bits == 0 || image.pointer_bits == shape.pointer_bits) return image;
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
