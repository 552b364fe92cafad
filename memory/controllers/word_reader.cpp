#include "memory/controllers/word_reader.hpp"

namespace engram {

WordReader::WordReader(const MemoryImage& image, ReadLog* log) : log_(log) {
  for (const Region& region : image.regions) {
    regions_[static_cast<std::size_t>(region.kind)] = &region.data;
  }
}

void WordReader::skip() {
  ++skipped_;
  if (log_ != nullptr) log_->skip();
}

Count WordReader::distinct(RegionKind kind) {
  return touched_[static_cast<std::size_t>(kind)].distinct();
}

}  // namespace engram
