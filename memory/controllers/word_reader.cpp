#include "memory/controllers/word_reader.hpp"

#include <algorithm>

namespace engram {

WordReader::WordReader(const MemoryImage& image, ReadLog* log) : log_(log) {
  for (const Region& region : image.regions) {
    regions_[static_cast<std::size_t>(region.kind)] = &region.data;
  }
}

std::uint64_t WordReader::read(RegionKind kind, std::uint64_t at, unsigned bits) {
  const auto index = static_cast<std::size_t>(kind);
  const BitArray& region = *regions_[index];
  std::vector<std::uint64_t>& touched = touched_[index];
  const std::uint64_t last = (at + bits - 1) / region.word_bits();
  if (log_ != nullptr) log_->note(kind, at / region.word_bits(), last);
  for (std::uint64_t word = at / region.word_bits(); word <= last; ++word) {
    if (touched.empty() || touched.back() != word) touched.push_back(word);
  }
  return region.read(at, bits);
}

Count WordReader::distinct(RegionKind kind) {
  std::vector<std::uint64_t>& touched = touched_[static_cast<std::size_t>(kind)];
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  return touched.size();
}

}  // namespace engram
