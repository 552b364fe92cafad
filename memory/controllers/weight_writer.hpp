#pragma once

#include <cstdint>

#include "memory/controllers/touched_words.hpp"
#include "memory/memory_image.hpp"

namespace engram {

/// The window through which one event changes an image: overwrites weights, the only bits that
/// learning may change, and notes the words that it must write back.
class WeightWriter {
 public:
  /// `image` must outlive the writer. Precondition: it has a region of weights.
  explicit WeightWriter(MemoryImage& image);
  void write(std::uint64_t at, std::uint32_t code);
  Count distinct() { return touched_.distinct(); }

 private:
  BitArray* weights_ = nullptr;
  unsigned bits_;
  TouchedWords touched_;
};

}  // namespace engram
