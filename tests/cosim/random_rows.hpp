#pragma once

#include <random>

#include "memory/encoding.hpp"

namespace engram::cosim {

/// Shape and organisation that a twin was verilated for.
struct TwinShape {
  EncodingChoice choice;
  std::uint32_t rows = 1, targets = 1;
  unsigned weight_bits = 4;
  unsigned pointer_bits = 0;          ///< of the image; 0: whatever
  unsigned reverse_pointer_bits = 0;  ///< likewise
  std::uint64_t list_words = 0;  ///< the region of weights is filled up to so many; 0: as encoded
};

/// What a row holds.
enum class RowKind { random, empty, full, first, last, two_ends };

/// An image whose first rows are of these kinds, the others random, weights uniform. Matrices are
/// drawn until the image has the pointer bits of the shape, and no more words of weights. Throws
/// std::runtime_error where that does not happen.
MemoryImage draw_image(const TwinShape& shape, const std::vector<RowKind>& kinds,
                       std::uint64_t seed);
/// Of all kinds, in random order.
MemoryImage draw_image(const TwinShape& shape, std::uint64_t seed);

}  // namespace engram::cosim
