#include "memory/controllers/row_reader.hpp"

namespace engram {
namespace {

class CrossbarRows : public RowReader {
 public:
  explicit CrossbarRows(const RowLayout& layout) : layout_(layout) {}
  void read(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            std::vector<Delivery>& out) const override {
    const unsigned w = layout_.weight_bits;
    const std::uint64_t start = layout_.row_start(row, std::uint64_t{layout_.targets} * w);
    for (std::uint32_t target = first; target < last; ++target) {
      const auto code = words.read(RegionKind::weights, start + std::uint64_t{target} * w, w);
      out.push_back({target, static_cast<std::uint32_t>(code)});
    }
  }
  void find(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader&,
            std::vector<WeightPlace>& out) const override {
    const unsigned w = layout_.weight_bits;
    const std::uint64_t start = layout_.row_start(row, std::uint64_t{layout_.targets} * w);
    for (std::uint32_t target = first; target < last; ++target) {
      out.push_back({target, start + std::uint64_t{target} * w});
    }
  }

 private:
  RowLayout layout_;
};

}  // namespace

std::unique_ptr<RowReader> crossbar_rows(const RowLayout& layout) {
  return std::make_unique<CrossbarRows>(layout);
}

}  // namespace engram
