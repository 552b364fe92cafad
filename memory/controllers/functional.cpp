#include <bit>

#include "memory/controllers/ones_rows.hpp"
#include "memory/encoding.hpp"
#include "memory/field_width.hpp"

namespace engram {
namespace {

class KernelBitmapRows final : public OnesRows {
 public:
  using OnesRows::OnesRows;

 private:
  /// There are no pointers: the ones of all rows before say where the row's weights begin.
  std::uint64_t first_weight(std::uint32_t row, WordReader& words) const override {
    std::uint64_t weight = 0;
    for (std::uint32_t before = 0; before < row; ++before) {
      std::uint64_t ones = 0;
      for_each_chunk(before, layout_.targets, words,
                     [&](std::uint32_t, std::uint64_t bits) { ones += std::popcount(bits); });
      weight += row_bits(ones * layout_.weight_bits);
    }
    return weight;
  }
  std::uint64_t row_bits(std::uint64_t bits) const {
    return layout_.packed ? bits : divide_up(bits, layout_.word_bits) * layout_.word_bits;
  }
};

}  // namespace

std::unique_ptr<RowReader> functional_rows(const RowLayout& layout) {
  if (layout.kernel_bitmap) return std::make_unique<KernelBitmapRows>(layout);
  return crossbar_rows(layout);
}

}  // namespace engram
