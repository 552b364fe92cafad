#include <algorithm>
#include <bit>

#include "memory/controllers/row_reader.hpp"
#include "memory/encoding.hpp"
#include "memory/field_width.hpp"

namespace engram {
namespace {

class KernelBitmapRows : public RowReader {
 public:
  explicit KernelBitmapRows(const RowLayout& layout) : layout_(layout) {}
  void read(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            std::vector<Delivery>& out) const override {
    walk(row, first, last, words, [&](std::uint32_t target, std::uint64_t at) {
      const auto code = words.read(RegionKind::weights, at, layout_.weight_bits);
      out.push_back({target, static_cast<std::uint32_t>(code)});
    });
  }
  void find(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            std::vector<RowField>& out) const override {
    walk(row, first, last, words, [&](std::uint32_t target, std::uint64_t at) {
      out.push_back({target, at});
    });
  }

 private:
  /// Calls visit(target, first bit of the weight) for the ones of the range. The ones of all rows
  /// before say where the row's weights begin.
  template <class Visit>
  void walk(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            Visit visit) const {
    const unsigned w = layout_.weight_bits;
    std::uint64_t weight = 0;
    for (std::uint32_t before = 0; before < row; ++before) {
      std::uint64_t ones = 0;
      for_each_chunk(before, layout_.targets, words,
                     [&](std::uint32_t, std::uint64_t bits) { ones += std::popcount(bits); });
      weight += row_bits(ones * w);
    }
    for_each_chunk(row, last, words, [&](std::uint32_t begin, std::uint64_t bits) {
      for (; bits != 0; bits &= bits - 1, weight += w) {
        const std::uint32_t target = begin + static_cast<std::uint32_t>(std::countr_zero(bits));
        if (target >= first) visit(target, weight);
      }
    });
  }

  /// Calls visit(first target, bits) for the bitmap of `row` up to target `last`.
  template <class Visit>
  void for_each_chunk(std::uint32_t row, std::uint32_t last, WordReader& words, Visit visit) const {
    const std::uint64_t start = layout_.row_start(row, layout_.targets);
    for (std::uint32_t begin = 0; begin < last; begin += kChunk) {
      const unsigned bits = std::min(kChunk, last - begin);
      visit(begin, words.read(RegionKind::metadata, start + begin, bits));
    }
  }
  std::uint64_t row_bits(std::uint64_t bits) const {
    return layout_.packed ? bits : divide_up(bits, layout_.word_bits) * layout_.word_bits;
  }

  static constexpr std::uint32_t kChunk = 64;  ///< widest field that a read returns
  RowLayout layout_;
};

}  // namespace

std::unique_ptr<RowReader> functional_rows(const RowLayout& layout) {
  if (layout.kernel_bitmap) return std::make_unique<KernelBitmapRows>(layout);
  return crossbar_rows(layout);
}

}  // namespace engram
