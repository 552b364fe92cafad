#include "memory/encodings/layout.hpp"
#include "memory/field_width.hpp"

namespace engram {

// pointers: rows + 1; a pointer is a weight number (packed) or a word address (aligned).
// bitmap: rows x targets bits. weights: the weights of the set bits, in order.
void lay_out_bitmap(const SynapseMatrix& matrix, const Organisation& organisation,
                    MemoryImage& image) {
  const unsigned word = organisation.word_bits;
  const unsigned w = matrix.format.bits;
  const std::uint64_t stride = row_bits(matrix.targets, organisation);
  std::vector<std::uint64_t> starts{0};
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    const std::uint64_t stored = matrix.row_begin[row + 1] - matrix.row_begin[row];
    starts.push_back(starts.back() + row_bits(stored * w, organisation));
  }
  image.pointer_bits =
      organisation.packed ? lg(matrix.synapses() + 1) : lg(starts.back() / word + 1);
  const unsigned p = image.pointer_bits;

  Region pointers =
      make_region(RegionKind::pointers, "pointers", (std::uint64_t{matrix.rows} + 1) * p, word);
  Region bitmap = make_region(RegionKind::metadata, "bitmap", stride * matrix.rows, word);
  Region weights = make_region(RegionKind::weights, "weights", starts.back(), word);
  for (std::uint32_t row = 0; row <= matrix.rows; ++row) {
    const std::uint64_t value = organisation.packed ? matrix.row_begin[row] : starts[row] / word;
    pointers.data.write(std::uint64_t{row} * p, p, value);
    if (row == matrix.rows) break;
    std::uint64_t bit = starts[row];
    for (std::uint64_t at = matrix.row_begin[row]; at < matrix.row_begin[row + 1]; ++at) {
      bitmap.data.write(row * stride + matrix.target[at], 1, 1);
      weights.data.write(bit, w, matrix.code[at]);
      bit += w;
    }
  }
  image.regions = {std::move(pointers), std::move(bitmap), std::move(weights)};
}

}  // namespace engram
