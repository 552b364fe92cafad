#include "memory/controllers/ones_rows.hpp"

namespace engram {
namespace {

class BitmapRows final : public OnesRows {
 public:
  using OnesRows::OnesRows;

 private:
  std::uint64_t first_weight(std::uint32_t row, WordReader& words) const override {
    const unsigned p = layout_.pointer_bits;
    const std::uint64_t pointer = words.read(RegionKind::pointers, std::uint64_t{row} * p, p);
    return pointer * (layout_.packed ? layout_.weight_bits : layout_.word_bits);
  }
};

}  // namespace

std::unique_ptr<RowReader> bitmap_rows(const RowLayout& layout) {
  return std::make_unique<BitmapRows>(layout);
}

}  // namespace engram
