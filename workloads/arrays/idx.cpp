#include <algorithm>
#include <array>
#include <bit>

#include "workloads/arrays/formats.hpp"
#include "workloads/arrays/gzip_source.hpp"

namespace engram::workloads {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16;
constexpr unsigned kMaxRank = 8;

/// How IDX stores a number, by its type byte; big-endian all.
struct Element {
  unsigned type = 0;
  std::size_t bytes = 1;
  bool is_signed = false, is_float = false;

  double decode(const unsigned char* from) const {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < bytes; ++i) bits = bits << 8 | from[i];
    if (is_float && bytes == 4) return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    if (is_float) return std::bit_cast<double>(bits);
    if (!is_signed) return static_cast<double>(bits);
    const auto unused = static_cast<unsigned>(64 - 8 * bytes);
    return static_cast<double>(static_cast<std::int64_t>(bits << unused) >> unused);
  }
};

constexpr std::array<Element, 6> kElements{{{0x08, 1, false, false},
                                            {0x09, 1, true, false},
                                            {0x0b, 2, true, false},
                                            {0x0c, 4, true, false},
                                            {0x0d, 4, true, true},
                                            {0x0e, 8, true, true}}};

class IdxReader final : public ArrayReader {
 public:
  explicit IdxReader(const std::filesystem::path& file) : source_(file) {
    std::array<unsigned char, 4> magic{};
    source_.take(magic.data(), magic.size(), "the IDX header");
    const auto* element = std::find_if(kElements.begin(), kElements.end(),
                                       [&](const Element& one) { return one.type == magic[2]; });
    if (magic[0] != 0 || magic[1] != 0 || element == kElements.end()) {
      source_.fail("no IDX header (found " + std::to_string(magic[0]) + " " +
                   std::to_string(magic[1]) + " and type " + std::to_string(magic[2]) +
                   ", expected 0 0 and type 8, 9, 11, 12, 13 or 14)");
    }
    element_ = *element;
    if (magic[3] > kMaxRank) {
      source_.fail("an IDX array of " + std::to_string(magic[3]) + " axes (at most 8)");
    }
    std::vector<std::uint64_t> shape;
    for (unsigned axis = 0; axis < magic[3]; ++axis) {
      std::array<unsigned char, 4> size{};
      source_.take(size.data(), size.size(), "the IDX header");
      shape.push_back(std::uint64_t{size[0]} << 24 | size[1] << 16 | size[2] << 8 | size[3]);
    }
    const std::string wrong = set_shape(std::move(shape));
    if (!wrong.empty()) source_.fail(wrong);
  }

  std::vector<double> next() override {
    std::vector<double> values;
    std::vector<unsigned char> block(
        std::min<std::uint64_t>(kBlock, slice_size() * element_.bytes));
    while (values.size() < slice_size()) {
      const std::size_t wanted =
          std::min<std::uint64_t>(block.size(), (slice_size() - values.size()) * element_.bytes);
      source_.take(block.data(), wanted, "sample " + std::to_string(read_));
      for (std::size_t at = 0; at < wanted; at += element_.bytes) {
        values.push_back(element_.decode(block.data() + at));
      }
    }
    if (++read_ == slices() && !source_.at_end()) {
      source_.fail("data after the last of " + std::to_string(read_) + " samples");
    }
    return values;
  }

 private:
  GzipSource source_;
  Element element_;
};

}  // namespace

std::unique_ptr<ArrayReader> open_idx(const std::filesystem::path& file) {
  return std::make_unique<IdxReader>(file);
}

}  // namespace engram::workloads
