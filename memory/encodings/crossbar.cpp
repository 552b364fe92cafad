#include "memory/encodings/layout.hpp"
#include "memory/field_width.hpp"
#include "memory/row_ranges.hpp"

namespace engram {

// weights: rows x targets codes; synapses that do not exist are stored as 0.
void lay_out_crossbar(const SynapseMatrix& matrix, const Organisation& organisation,
                      MemoryImage& image) {
  const unsigned w = matrix.format.bits;
  const std::uint64_t stride = row_bits(std::uint64_t{matrix.targets} * w, organisation);
  const char* name = image.conv ? "kernel" : "weights";
  image.regions = {
      make_region(RegionKind::weights, name, stride * matrix.rows, organisation.word_bits)};
  write_crossbar_rows(matrix, 0, image);
}

void write_crossbar_rows(const SynapseMatrix& rows, std::uint32_t first_row, MemoryImage& image) {
  BitArray& weights = image.regions.front().data;
  const unsigned w = rows.format.bits;
  const std::uint64_t bits = std::uint64_t{rows.targets} * w, word = weights.word_bits();
  const std::uint64_t stride = image.packed ? bits : divide_up(bits, word) * word;
  for (std::uint32_t row = 0; row < rows.rows; ++row) {
    const std::uint64_t begin = (std::uint64_t{first_row} + row) * stride;
    for (std::uint64_t at = rows.row_begin[row]; at < rows.row_begin[row + 1]; ++at) {
      weights.write(begin + std::uint64_t{rows.target[at]} * w, w, rows.code[at]);
    }
  }
}

}  // namespace engram
