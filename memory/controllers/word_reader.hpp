#pragma once

#include <array>
#include <cstdint>

#include "energy/units.hpp"
#include "memory/controllers/touched_words.hpp"
#include "memory/memory_image.hpp"

namespace engram {

/// The only window a controller has on an image: reads fields and notes which words they lie in.
/// One reader serves one event; `distinct` says how many words of a region it touched.
class WordReader {
 public:
  explicit WordReader(const MemoryImage& image);

  std::uint64_t read(RegionKind kind, std::uint64_t at, unsigned bits);
  Count distinct(RegionKind kind);

 private:
  std::array<const BitArray*, kRegionKinds> regions_{};
  std::array<TouchedWords, kRegionKinds> touched_;
};

}  // namespace engram
