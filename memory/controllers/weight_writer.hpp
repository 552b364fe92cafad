#pragma once

#include <cstdint>

#include "memory/controllers/touched_words.hpp"
#include "memory/memory_image.hpp"

namespace engram {

/// The window through which one event changes an image: overwrites weights, the only bits that
/// learning may change, and notes the words that it must write back.
class WeightWriter {
 public:
  /// Both must outlive the writer. Precondition: the image has a region of weights.
  WeightWriter(MemoryImage& image, TouchedWords& written);
  void write(std::uint64_t at, std::uint32_t code);

 private:
  BitArray* weights_ = nullptr;
  unsigned bits_;
  TouchedWords& written_;
};

}  // namespace engram
