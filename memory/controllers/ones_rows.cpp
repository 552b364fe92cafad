#include "memory/controllers/ones_rows.hpp"

#include <bit>

namespace engram {

/// Calls visit(target, first bit of the weight) for the ones of the range.
template <class Visit>
void OnesRows::walk(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
                    Visit visit) const {
  const unsigned w = layout_.weight_bits;
  std::uint64_t weight = first_weight(row, words);
  for_each_chunk(row, last, words, [&](std::uint32_t begin, std::uint64_t ones) {
    for (; ones != 0; ones &= ones - 1, weight += w) {
      const std::uint32_t target = begin + static_cast<std::uint32_t>(std::countr_zero(ones));
      if (target >= first) visit(target, weight);
    }
  });
}

void OnesRows::read(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
                    std::vector<Delivery>& out) const {
  walk(row, first, last, words, [&](std::uint32_t target, std::uint64_t at) {
    const auto code = words.read(RegionKind::weights, at, layout_.weight_bits);
    out.push_back({target, static_cast<std::uint32_t>(code)});
  });
}

void OnesRows::find(std::uint32_t row, std::uint32_t first, std::uint32_t last, WordReader& words,
                    std::vector<WeightPlace>& out) const {
  walk(row, first, last, words, [&](std::uint32_t target, std::uint64_t at) {
    out.push_back({target, at});
  });
}

}  // namespace engram
