#include "memory/controllers/word_reader.hpp"

namespace engram {

WordReader::WordReader(const MemoryImage& image, ReadLog* log) : log_(log) {
  for (const Region& region : image.regions) {
    regions_[static_cast<std::size_t>(region.kind)] = &region.data;
  }
}

std::uint64_t WordReader::read(RegionKind kind, std::uint64_t at, unsigned bits) {
  const auto index = static_cast<std::size_t>(kind);
  const BitArray& region = *regions_[index];
  const std::uint64_t first = word_of(at, region.word_bits());
  const std::uint64_t last = word_of(at + bits - 1, region.word_bits());
  if (log_ != nullptr) log_->note(kind, first, last);
  touched_[index].note(first, last);
  return region.read(at, bits);
}

void WordReader::skip() {
  ++skipped_;
  if (log_ != nullptr) log_->skip();
}

Count WordReader::distinct(RegionKind kind) {
  return touched_[static_cast<std::size_t>(kind)].distinct();
}

}  // namespace engram
