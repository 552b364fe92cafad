#pragma once

#include "memory/controllers/row_reader.hpp"

namespace engram {

/// Rows whose weights lie in order behind a bitmap: its ones up to the end of a range say which
/// targets there are, and how many weights come before those of the range. Where the row's first
/// weight lies is the encoding's.
class OnesRows : public RowReader {
 public:
  explicit OnesRows(const RowLayout& layout) : layout_(layout) {}
  void read(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            std::vector<Delivery>& out) const final;
  void find(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            std::vector<WeightPlace>& out) const final;

 protected:
  /// First bit of the row's first weight. Reads what leads to it.
  virtual std::uint64_t first_weight(std::uint32_t row, WordReader& words) const = 0;

  /// Calls visit(first target, bits) for the bitmap of `row` up to target `last`.
  template <class Visit>
  void for_each_chunk(std::uint32_t row, std::uint32_t last, WordReader& words, Visit visit) const {
    constexpr std::uint32_t kChunk = 64;  // widest field that a read returns
    const std::uint64_t start = layout_.row_start(row, layout_.targets);
    for (std::uint32_t begin = 0; begin < last; begin += kChunk) {
      const unsigned bits = last - begin < kChunk ? last - begin : kChunk;
      visit(begin, words.read(RegionKind::metadata, start + begin, bits));
    }
  }

  RowLayout layout_;

 private:
  template <class Visit>
  void walk(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            Visit visit) const;
};

}  // namespace engram
