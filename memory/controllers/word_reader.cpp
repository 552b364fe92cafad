#include "memory/controllers/word_reader.hpp"

namespace engram {

WordReader::WordReader(const MemoryImage& image, ReadLog* log) : image_(image) {
  begin(log);
}

void WordReader::begin(ReadLog* log) {
  log_ = log;
  skipped_ = 0;
  for (TouchedWords& touched : touched_) touched.clear();
  for (const Region& region : image_.regions) {
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
