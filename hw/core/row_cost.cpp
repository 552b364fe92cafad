#include "hw/core/row_cost.hpp"

#include <algorithm>

namespace engram::hw {
namespace {

std::uint64_t divide_up(std::uint64_t value, std::uint64_t by) {
  return (value + by - 1) / by;
}

}  // namespace

std::uint64_t row_cycles(const RowRead& row, const RowTiming& timing) {
  const Count pointers = row.words[static_cast<int>(RegionKind::pointers)];
  const Count metadata = row.words[static_cast<int>(RegionKind::metadata)];
  const Count weights = row.words[static_cast<int>(RegionKind::weights)];
  const std::uint64_t additions = divide_up(row.deliveries.size(), timing.lanes);
  const std::uint64_t words =
      timing.shared ? divide_up(metadata + weights, timing.banks)
                    : std::max(divide_up(metadata, timing.banks), divide_up(weights, timing.banks));
  const std::uint64_t cycles = divide_up(pointers, timing.banks) + std::max(words, additions);
  return std::max<std::uint64_t>(cycles, 1);
}

}  // namespace engram::hw
