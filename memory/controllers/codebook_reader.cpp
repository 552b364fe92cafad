#include "memory/controllers/codebook_reader.hpp"

#include "memory/field_width.hpp"
#include "memory/weight_format.hpp"

namespace engram {

CodebookReader::CodebookReader(const MemoryImage& image) : image_(image) {
  if (!image.codebook) return;
  const std::uint64_t word = image.regions.front().data.word_bits();
  const std::uint64_t bits = std::uint64_t{image.codebook->entries} * image.codebook->entry_bits;
  table_bits_ = image.packed ? bits : divide_up(bits, word) * word;
}

void CodebookReader::look_up(std::uint32_t axon, WordReader& words,
                             std::vector<Delivery>& deliveries) const {
  if (!image_.codebook) return;
  const CodebookShape& shape = *image_.codebook;
  const unsigned b = shape.entry_bits;
  const unsigned t = shape.type_bits();
  if (words.log() != nullptr) words.log()->look_up(0);
  const std::uint64_t type =
      shape.by_axon ? words.read(RegionKind::axon_types, std::uint64_t{axon} * t, t) : 0;
  for (Delivery& delivery : deliveries) {
    if (delivery.code == 0) continue;
    if (words.log() != nullptr) {
      words.log()->look_up(static_cast<std::uint64_t>(&delivery - deliveries.data()));
    }
    const std::uint64_t entry = shape.by_axon ? type : delivery.code - 1;
    const std::uint64_t at = shape.table_of(delivery.target) * table_bits_ + entry * b;
    const auto bits = static_cast<std::uint32_t>(words.read(RegionKind::codebook, at, b));
    delivery.level = level_from_code({WeightKind::uniform, b}, bits);
  }
}

}  // namespace engram
