#include "hw/core/row_cost.hpp"

#include <algorithm>
#include <initializer_list>

namespace engram::hw {
namespace {

std::uint64_t divide_up(std::uint64_t value, std::uint64_t by) {
  return (value + by - 1) / by;
}

}  // namespace

std::uint64_t row_cycles(const RowRead& row, const RowTiming& timing) {
  const auto together = [&](std::initializer_list<RegionKind> kinds) {
    std::uint64_t sum = 0;
    std::uint64_t slowest = 0;
    for (const RegionKind kind : kinds) {
      const Count words = row.words[static_cast<std::size_t>(kind)];
      sum += words;
      slowest = std::max(slowest, divide_up(words, timing.banks));
    }
    return timing.shared ? divide_up(sum, timing.banks) : slowest;
  };
  const std::uint64_t first = together({RegionKind::pointers, RegionKind::axon_types});
  const std::uint64_t words =
      together({RegionKind::metadata, RegionKind::weights, RegionKind::codebook});
  const std::uint64_t additions = divide_up(row.deliveries.size(), timing.lanes);
  return std::max<std::uint64_t>(first + std::max(words, additions), 1);
}

}  // namespace engram::hw
