#include "memory/encodings/layout.hpp"

namespace engram {

// weights: rows x targets codes; synapses that do not exist are stored as 0.
void lay_out_crossbar(const SynapseMatrix& matrix, const Organisation& organisation,
                      MemoryImage& image) {
  const unsigned w = matrix.format.bits;
  const std::uint64_t stride = row_bits(std::uint64_t{matrix.targets} * w, organisation);
  const char* name = image.conv ? "kernel" : "weights";
  Region weights =
      make_region(RegionKind::weights, name, stride * matrix.rows, organisation.word_bits);
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    for (std::uint64_t at = matrix.row_begin[row]; at < matrix.row_begin[row + 1]; ++at) {
      weights.data.write(row * stride + std::uint64_t{matrix.target[at]} * w, w, matrix.code[at]);
    }
  }
  image.regions = {std::move(weights)};
}

}  // namespace engram
