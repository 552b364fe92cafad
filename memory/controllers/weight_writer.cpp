#include "memory/controllers/weight_writer.hpp"

#include <cassert>

namespace engram {

WeightWriter::WeightWriter(MemoryImage& image, TouchedWords& written)
    : bits_(image.format.bits), written_(written) {
  for (Region& region : image.regions) {
    if (region.kind == RegionKind::weights) weights_ = &region.data;
  }
  assert(weights_ != nullptr);
}

void WeightWriter::write(std::uint64_t at, std::uint32_t code) {
  assert(bits_ == 32 || code >> bits_ == 0);
  written_.note(word_of(at, weights_->word_bits()), word_of(at + bits_ - 1, weights_->word_bits()));
  weights_->write(at, bits_, code);
}

}  // namespace engram
