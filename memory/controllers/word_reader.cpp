#include "memory/controllers/word_reader.hpp"

namespace engram {

WordReader::WordReader(const MemoryImage& image) {
  for (const Region& region : image.regions) {
    regions_[static_cast<std::size_t>(region.kind)] = &region.data;
  }
}

std::uint64_t WordReader::read(RegionKind kind, std::uint64_t at, unsigned bits) {
  const auto index = static_cast<std::size_t>(kind);
  const BitArray& region = *regions_[index];
  touched_[index].note(at, bits, region.word_bits());
  return region.read(at, bits);
}

Count WordReader::distinct(RegionKind kind) {
  return touched_[static_cast<std::size_t>(kind)].distinct();
}

}  // namespace engram
