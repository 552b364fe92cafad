#include <algorithm>

#include "memory/controllers/column_reader.hpp"
#include "memory/field_width.hpp"

namespace engram {
namespace {

class ReverseColumns : public ColumnReader {
 public:
  explicit ReverseColumns(const RowLayout& layout)
      : layout_(layout), entry_bits_(layout.axon_bits + layout.weight_address_bits) {}

  void find(std::uint32_t target, std::span<const std::uint32_t> rows, WordReader& words,
            std::vector<WeightPlace>& out) const override {
    const std::uint64_t begin = pointer(target, words);
    const std::uint64_t end = pointer(std::uint64_t{target} + 1, words);
    const std::uint64_t start = begin * (layout_.packed ? entry_bits_ : layout_.word_bits);
    const std::uint64_t slots =
        layout_.packed ? end - begin : (end - begin) * layout_.word_bits / entry_bits_;
    for (std::uint64_t slot = 0; slot < slots; ++slot) {
      const std::uint64_t at = start + slot * entry_bits_;
      const auto row =
          static_cast<std::uint32_t>(words.read(RegionKind::reverse_list, at, layout_.axon_bits));
      const std::uint64_t address =
          words.read(RegionKind::reverse_list, at + layout_.axon_bits, layout_.weight_address_bits);
      // Axons ascend, so axon 0 past the first slot marks the free end of an aligned column.
      if (slot > 0 && row == 0) break;
      if (std::binary_search(rows.begin(), rows.end(), row)) out.push_back({row, weight(address)});
    }
  }

 private:
  std::uint64_t pointer(std::uint64_t number, WordReader& words) const {
    const unsigned p = layout_.reverse_pointer_bits;
    return words.read(RegionKind::reverse_pointers, number * p, p);
  }

  /// First bit of the weight that an address of the list names.
  std::uint64_t weight(std::uint64_t address) const {
    if (!layout_.packed) {
      const unsigned bit_bits = lg(layout_.word_bits);
      const std::uint64_t bit = address & ((std::uint64_t{1} << bit_bits) - 1);
      return (address >> bit_bits) * layout_.word_bits + bit;
    }
    if (layout_.split) return address * layout_.weight_bits;
    return address * (layout_.target_bits + layout_.weight_bits) + layout_.target_bits;
  }

  RowLayout layout_;
  unsigned entry_bits_;
};

}  // namespace

std::unique_ptr<ColumnReader> index_columns(const RowLayout& layout) {
  return std::make_unique<ReverseColumns>(layout);
}

}  // namespace engram
