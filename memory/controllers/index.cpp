#include <algorithm>

#include "memory/controllers/row_reader.hpp"

namespace engram {
namespace {

/// Where the entries of one row are: first bit of its targets and of its weights, and how many fit.
/// In a joint list a weight follows its target, and both step by an entry.
struct Entries {
  std::uint64_t targets, weights, slots;
};

class IndexRows : public RowReader {
 public:
  explicit IndexRows(const RowLayout& layout)
      : layout_(layout),
        joint_(layout.split ? 0 : layout.target_bits + layout.weight_bits),
        target_step_(layout.split ? layout.target_bits : joint_),
        weight_step_(layout.split ? layout.weight_bits : joint_),
        target_kind_(layout.split ? RegionKind::metadata : RegionKind::weights) {}

  void read(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            std::vector<Delivery>& out) const override {
    walk(row, words, [&](std::uint32_t target, std::uint64_t at, bool free_slot) {
      const auto code =
          static_cast<std::uint32_t>(words.read(RegionKind::weights, at, layout_.weight_bits));
      if (!free_slot && target >= first && target < last) out.push_back({target, code});
    });
  }
  void find(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            std::vector<WeightPlace>& out) const override {
    walk(row, words, [&](std::uint32_t target, std::uint64_t at, bool free_slot) {
      if (!free_slot && target >= first && target < last) out.push_back({target, at});
    });
  }

 private:
  /// Calls visit(target, first bit of the weight, whether the slot is free). A slot past the first
  /// that names target 0 is free, since targets ascend; a weight of 0 may be a synapse's.
  template <class Visit>
  void walk(std::uint32_t row, WordReader& words, Visit visit) const {
    const Entries entries = layout_.packed ? numbered(row, words) : addressed(row, words);
    for (std::uint64_t slot = 0; slot < entries.slots; ++slot) {
      const auto target = static_cast<std::uint32_t>(
          words.read(target_kind_, entries.targets + slot * target_step_, layout_.target_bits));
      const bool free_slot = !layout_.packed && slot > 0 && target == 0;
      visit(target, entries.weights + slot * weight_step_, free_slot);
    }
  }
  std::uint64_t pointer(std::uint64_t number, WordReader& words) const {
    const unsigned p = layout_.pointer_bits;
    return words.read(RegionKind::pointers, number * p, p);
  }
  std::uint64_t weights_after(std::uint64_t targets) const { return targets + layout_.target_bits; }

  /// Packed rows: pointers are entry numbers.
  Entries numbered(std::uint64_t row, WordReader& words) const {
    const std::uint64_t begin = pointer(row, words);
    const std::uint64_t slots = pointer(row + 1, words) - begin;
    const std::uint64_t targets = begin * target_step_;
    return {targets, layout_.split ? begin * weight_step_ : weights_after(targets), slots};
  }

  /// Aligned rows: pointers are word addresses, with split entries one for each list; a row has as
  /// many slots as fit into its words.
  Entries addressed(std::uint64_t row, WordReader& words) const {
    const std::uint64_t word = layout_.word_bits;
    if (!layout_.split) {
      const std::uint64_t begin = pointer(row, words);
      const std::uint64_t end = pointer(row + 1, words);
      return {begin * word, weights_after(begin * word), (end - begin) * word / joint_};
    }
    const std::uint64_t targets = pointer(2 * row, words);
    const std::uint64_t weights = pointer(2 * row + 1, words);
    const std::uint64_t target_words = pointer(2 * row + 2, words) - targets;
    const std::uint64_t weight_words = pointer(2 * row + 3, words) - weights;
    return {targets * word, weights * word,
            std::min(target_words * word / target_step_, weight_words * word / weight_step_)};
  }

  RowLayout layout_;
  unsigned joint_, target_step_, weight_step_;
  RegionKind target_kind_;
};

}  // namespace

std::unique_ptr<RowReader> index_rows(const RowLayout& layout) {
  return std::make_unique<IndexRows>(layout);
}

}  // namespace engram
