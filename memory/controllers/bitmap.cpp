#include <algorithm>
#include <bit>

#include "memory/controllers/row_reader.hpp"

namespace engram {
namespace {

class BitmapRows : public RowReader {
 public:
  explicit BitmapRows(const RowLayout& layout) : layout_(layout) {}
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
  /// Calls visit(target, first bit of the weight) for the ones of the range.
  template <class Visit>
  void walk(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            Visit visit) const {
    const unsigned w = layout_.weight_bits;
    const unsigned p = layout_.pointer_bits;
    const std::uint64_t pointer = words.read(RegionKind::pointers, std::uint64_t{row} * p, p);
    std::uint64_t weight = pointer * (layout_.packed ? w : layout_.word_bits);
    const std::uint64_t start = layout_.row_start(row, layout_.targets);
    for (std::uint32_t begin = 0; begin < last; begin += kChunk) {
      const unsigned bits = std::min(kChunk, last - begin);
      std::uint64_t ones = words.read(RegionKind::metadata, start + begin, bits);
      for (; ones != 0; ones &= ones - 1, weight += w) {
        const std::uint32_t target = begin + static_cast<std::uint32_t>(std::countr_zero(ones));
        if (target >= first) visit(target, weight);
      }
    }
  }

  static constexpr std::uint32_t kChunk = 64;  ///< widest field that a read returns
  RowLayout layout_;
};

}  // namespace

std::unique_ptr<RowReader> bitmap_rows(const RowLayout& layout) {
  return std::make_unique<BitmapRows>(layout);
}

}  // namespace engram
