#include "memory/controllers/row_reader.hpp"

#include "memory/encoding.hpp"
#include "memory/field_width.hpp"

namespace engram {
namespace {

/// Constants of the layout that every reader needs.
struct Layout {
  unsigned weight_bits, target_bits, pointer_bits, word_bits;
  bool packed, split;
  std::uint32_t targets;

  Layout(const MemoryImage& image, std::uint32_t matrix_targets)
      : weight_bits(image.format.bits),
        target_bits(image.target_bits),
        pointer_bits(image.pointer_bits),
        word_bits(image.regions.front().data.word_bits()),
        packed(image.packed),
        split(image.split_entries),
        targets(matrix_targets) {}

  std::uint64_t row_stride(std::uint64_t bits) const {
    return packed ? bits : divide_up(bits, word_bits) * word_bits;
  }
  std::uint64_t pointer(std::uint32_t row, WordReader& words) const {
    return words.read(RegionKind::pointers, std::uint64_t{row} * pointer_bits, pointer_bits);
  }
};

class CrossbarRows : public RowReader {
 public:
  explicit CrossbarRows(const Layout& layout) : layout_(layout) {}
  void read(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            std::vector<Delivery>& out) const override {
    const unsigned w = layout_.weight_bits;
    const std::uint64_t start = row * layout_.row_stride(std::uint64_t{layout_.targets} * w);
    for (std::uint32_t target = first; target < last; ++target) {
      const auto code = words.read(RegionKind::weights, start + std::uint64_t{target} * w, w);
      out.push_back({target, static_cast<std::uint32_t>(code)});
    }
  }

 private:
  Layout layout_;
};

class IndexRows : public RowReader {
 public:
  explicit IndexRows(const Layout& layout) : layout_(layout) {}
  void read(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            std::vector<Delivery>& out) const override {
    std::uint64_t begin = layout_.pointer(row, words);
    std::uint64_t end = layout_.pointer(row + 1, words);
    const unsigned t = layout_.target_bits;
    const unsigned w = layout_.weight_bits;
    std::uint64_t at = begin * (t + w);
    if (!layout_.packed) {  // word addresses: as many entries as fit between them
      at = begin * layout_.word_bits;
      end = begin + (end - begin) * layout_.word_bits / (t + w);
    }
    for (std::uint64_t entry = begin; entry < end; ++entry, at += t + w) {
      const auto [target, code] = layout_.split ? split_entry(entry, words) : entry_at(at, words);
      const bool free_slot = !layout_.packed && code == 0;
      if (!free_slot && target >= first && target < last) out.push_back({target, code});
    }
  }

 private:
  Delivery entry_at(std::uint64_t at, WordReader& words) const {
    const unsigned t = layout_.target_bits;
    return {
        static_cast<std::uint32_t>(words.read(RegionKind::weights, at, t)),
        static_cast<std::uint32_t>(words.read(RegionKind::weights, at + t, layout_.weight_bits))};
  }
  Delivery split_entry(std::uint64_t entry, WordReader& words) const {
    const unsigned t = layout_.target_bits;
    const unsigned w = layout_.weight_bits;
    return {static_cast<std::uint32_t>(words.read(RegionKind::metadata, entry * t, t)),
            static_cast<std::uint32_t>(words.read(RegionKind::weights, entry * w, w))};
  }

  Layout layout_;
};

class BitmapRows : public RowReader {
 public:
  explicit BitmapRows(const Layout& layout) : layout_(layout) {}
  void read(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
            std::vector<Delivery>& out) const override {
    const unsigned w = layout_.weight_bits;
    const std::uint64_t pointer = layout_.pointer(row, words);
    std::uint64_t weight = pointer * (layout_.packed ? w : layout_.word_bits);
    const std::uint64_t bits = row * layout_.row_stride(layout_.targets);
    for (std::uint32_t target = 0; target < last; ++target) {
      if (words.read(RegionKind::metadata, bits + target, 1) == 0) continue;
      if (target >= first) {
        const auto code = words.read(RegionKind::weights, weight, w);
        out.push_back({target, static_cast<std::uint32_t>(code)});
      }
      weight += w;
    }
  }

 private:
  Layout layout_;
};

}  // namespace

std::unique_ptr<RowReader> make_row_reader(const MemoryImage& image, std::uint32_t targets) {
  const Layout layout(image, targets);
  switch (image.encoding) {
    case Encoding::index:
      return std::make_unique<IndexRows>(layout);
    case Encoding::bitmap:
      return std::make_unique<BitmapRows>(layout);
    case Encoding::crossbar:
    case Encoding::functional:
      break;
  }
  return std::make_unique<CrossbarRows>(layout);
}

}  // namespace engram
