#include "memory/encodings/layout.hpp"

namespace engram {
namespace {

// bitmap: one bit a weight of the kernel, [c_in][k_y][k_x][c_out]. kernel: the weights of the set
// bits, in order. There are no pointers: the ones before a tap say where its weights begin.
void lay_out_kernel_bitmap(const SynapseMatrix& kernel, const Organisation& organisation,
                           MemoryImage& image) {
  const unsigned w = kernel.format.bits;
  const std::uint64_t stride = row_bits(kernel.targets, organisation);
  std::vector<std::uint64_t> starts{0};
  for (std::uint32_t row = 0; row < kernel.rows; ++row) {
    const std::uint64_t stored = kernel.row_begin[row + 1] - kernel.row_begin[row];
    starts.push_back(starts.back() + row_bits(stored * w, organisation));
  }
  const unsigned word = organisation.word_bits;
  Region bitmap = make_region(RegionKind::metadata, "bitmap", stride * kernel.rows, word);
  Region weights = make_region(RegionKind::weights, "kernel", starts.back(), word);
  for (std::uint32_t row = 0; row < kernel.rows; ++row) {
    std::uint64_t bit = starts[row];
    for (std::uint64_t k = kernel.row_begin[row]; k < kernel.row_begin[row + 1]; ++k, bit += w) {
      bitmap.data.write(row * stride + kernel.target[k], 1, 1);
      weights.data.write(bit, w, kernel.code[k]);
    }
  }
  image.regions = {std::move(bitmap), std::move(weights)};
}

}  // namespace

// rowcol and pure differ in how addresses are come by, not in bits: the crossbar of the kernel.
void lay_out_functional(const SynapseMatrix& matrix, const Organisation& organisation,
                        MemoryImage& image) {
  image.functional_mode = organisation.functional_mode;
  if (organisation.functional_mode == FunctionalMode::bitmap) {
    lay_out_kernel_bitmap(matrix, organisation, image);
  } else {
    lay_out_crossbar(matrix, organisation, image);
  }
}

}  // namespace engram
