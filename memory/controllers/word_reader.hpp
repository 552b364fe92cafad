#pragma once

#include <array>
#include <cstdint>

#include "energy/units.hpp"
#include "memory/controllers/read_log.hpp"
#include "memory/controllers/touched_words.hpp"
#include "memory/memory_image.hpp"

namespace engram {

/// The only window a controller has on an image: reads fields and notes which words they lie in.
/// One reader serves one event at a time; `distinct` says how many words of a region it touched.
class WordReader {
 public:
  /// `image` must outlive it. Begins an event.
  explicit WordReader(const MemoryImage& image, ReadLog* log = nullptr);
  /// Begins another event, in the memory of the one before. With a `log`, also notes every field of
  /// it in there.
  void begin(ReadLog* log = nullptr);

  std::uint64_t read(RegionKind kind, std::uint64_t at, unsigned bits) {
    const auto index = static_cast<std::size_t>(kind);
    const BitArray& region = *regions_[index];
    const std::uint64_t first = word_of(at, region.word_bits());
    const std::uint64_t last = word_of(at + bits - 1, region.word_bits());
    if (log_ != nullptr) log_->note(kind, first, last);
    touched_[index].note(first, last);
    return region.read(at, bits);
  }
  /// The entry read last led on and was not wanted: counts as a word of its own with
  /// Access::per_weight.
  void skip();
  Count skipped() const { return skipped_; }
  Count distinct(RegionKind kind);
  ReadLog* log() const { return log_; }

 private:
  const MemoryImage& image_;
  ReadLog* log_ = nullptr;
  Count skipped_ = 0;
  std::array<const BitArray*, kRegionKinds> regions_{};
  std::array<TouchedWords, kRegionKinds> touched_;
};

}  // namespace engram
