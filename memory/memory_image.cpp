#include "memory/memory_image.hpp"

namespace engram {

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
