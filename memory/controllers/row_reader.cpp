#include "memory/controllers/row_reader.hpp"

#include "memory/encoding.hpp"
#include "memory/field_width.hpp"

namespace engram {

RowLayout::RowLayout(const MemoryImage& image, std::uint32_t matrix_targets)
    : weight_bits(image.format.bits),
      target_bits(image.target_bits),
      pointer_bits(image.pointer_bits),
      word_bits(image.regions.front().data.word_bits()),
      run_bits(image.run_bits),
      reverse_pointer_bits(image.reverse_pointer_bits),
      axon_bits(image.axon_bits),
      weight_address_bits(image.weight_address_bits),
      packed(image.packed),
      split(image.split_entries),
      synapse_flags(image.synapse_flags),
      kernel_bitmap(image.functional_mode == FunctionalMode::bitmap),
      targets(matrix_targets) {}

std::uint64_t RowLayout::row_start(std::uint32_t row, std::uint64_t bits) const {
  return row * (packed ? bits : divide_up(bits, word_bits) * word_bits);
}

}  // namespace engram
