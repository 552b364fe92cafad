#include "hw/spatial_array/tensor_format.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace engram::hw {
namespace {

constexpr Compression kCompressions[] = {Compression::dense, Compression::run_length,
                                         Compression::coordinate, Compression::offset,
                                         Compression::bitmask};
constexpr unsigned kRunBits = 5;

/// Bits that tell `values` values apart, at least 1.
unsigned bits_for(Count values) {
  return std::max(1, static_cast<int>(std::bit_width(values > 0 ? values - 1 : 0)));
}

/// Zeros that are stored because the run before them is longer than the field can say.
Count splitting_zeros(Count elements, Count non_zeros, unsigned run_bits) {
  if (non_zeros == 0) return 0;
  const double zeros = static_cast<double>(elements - non_zeros);
  const double longer = std::pow(zeros / static_cast<double>(elements), std::exp2(run_bits));
  const double stored = static_cast<double>(non_zeros) * longer / (1 - longer);
  // Never more than the zeros have room for.
  return static_cast<Count>(std::llround(std::min(stored, zeros / std::exp2(run_bits))));
}

}  // namespace

const char* to_string(Compression compression) {
  switch (compression) {
    case Compression::dense:
      return "dense";
    case Compression::run_length:
      return "run_length";
    case Compression::coordinate:
      return "coordinate";
    case Compression::offset:
      return "offset";
    case Compression::bitmask:
      return "bitmask";
  }
  return "";
}

std::optional<Compression> compression_from(const std::string& name) {
  for (const Compression compression : kCompressions) {
    if (name == to_string(compression)) return compression;
  }
  return std::nullopt;
}

std::vector<std::string> compression_names() {
  std::vector<std::string> names;
  for (const Compression compression : kCompressions) names.emplace_back(to_string(compression));
  return names;
}

StoredTile stored_tile(const TensorFormat& format, Count elements, Count non_zeros, Count fiber,
                       unsigned width) {
  StoredTile tile;
  tile.elements = elements;
  switch (format.compression) {
    case Compression::dense:
      break;
    case Compression::run_length: {
      const unsigned bits = format.index_bits > 0 ? format.index_bits : kRunBits;
      tile.elements = non_zeros + splitting_zeros(elements, non_zeros, bits);
      tile.metadata_bits = tile.elements * bits;
      break;
    }
    case Compression::coordinate:
      tile.elements = non_zeros;
      tile.metadata_bits =
          non_zeros * (format.index_bits > 0 ? format.index_bits : bits_for(elements));
      break;
    case Compression::offset:
      tile.metadata_bits = ((elements + fiber - 1) / fiber + 1) * bits_for(elements + 1);
      break;
    case Compression::bitmask:
      if (!format.keeps_zeros) tile.elements = non_zeros;
      tile.metadata_bits = elements;
      break;
  }
  tile.data_bits = tile.elements * width;
  return tile;
}

}  // namespace engram::hw
