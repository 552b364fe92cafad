#include "memory/controllers/row_reader.hpp"

namespace engram {
namespace {

class RunLengthRows : public RowReader {
 public:
  explicit RunLengthRows(const RowLayout& layout)
      : layout_(layout),
        weight_offset_(layout.run_bits + (layout.synapse_flags ? 1 : 0)),
        entry_bits_(weight_offset_ + layout.weight_bits),
        full_run_((std::uint64_t{1} << layout.run_bits) - 1) {}

  void read(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            std::vector<Delivery>& out) const override {
    walk(row, first, last, words, [&](std::uint32_t target, std::uint64_t, std::uint64_t code) {
      out.push_back({target, static_cast<std::uint32_t>(code)});
    });
  }
  void find(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            std::vector<WeightPlace>& out) const override {
    walk(row, first, last, words, [&](std::uint32_t target, std::uint64_t at, std::uint64_t) {
      out.push_back({target, at});
    });
  }

 private:
  /// Calls visit(target, first bit of the weight, code) for the synapses of the range. Ends where
  /// the entries have spoken of every target below `last`.
  template <class Visit>
  void walk(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            Visit visit) const {
    const std::uint64_t begin = pointer(row, words);
    const std::uint64_t size = pointer(std::uint64_t{row} + 1, words) - begin;
    std::uint64_t at = begin * (layout_.packed ? entry_bits_ : layout_.word_bits);
    const std::uint64_t slots = layout_.packed ? size : size * layout_.word_bits / entry_bits_;
    std::uint64_t next = 0;  // first target that no entry has spoken of
    for (std::uint64_t slot = 0; slot < slots && next < last; ++slot, at += entry_bits_) {
      const std::uint64_t entry = words.read(RegionKind::weights, at, entry_bits_);
      const std::uint64_t run = entry & full_run_;
      const std::uint64_t code = entry >> weight_offset_;
      const bool synapse = layout_.synapse_flags ? (entry >> layout_.run_bits & 1) != 0 : code != 0;
      if (!synapse && run != full_run_) break;  // the free end of an aligned row
      const std::uint64_t target = next + run;
      next = target + 1;
      if (synapse && target >= first && target < last) {
        visit(static_cast<std::uint32_t>(target), at + weight_offset_, code);
      } else {
        words.skip();
      }
    }
  }
  std::uint64_t pointer(std::uint64_t number, WordReader& words) const {
    const unsigned p = layout_.pointer_bits;
    return words.read(RegionKind::pointers, number * p, p);
  }

  RowLayout layout_;
  unsigned weight_offset_, entry_bits_;
  std::uint64_t full_run_;
};

}  // namespace

std::unique_ptr<RowReader> run_length_rows(const RowLayout& layout) {
  return std::make_unique<RunLengthRows>(layout);
}

}  // namespace engram
