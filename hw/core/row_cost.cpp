#include "hw/core/row_cost.hpp"

#include <algorithm>
#include <initializer_list>

namespace engram::hw {
namespace {

std::uint64_t divide_up(std::uint64_t value, std::uint64_t by) {
  return (value + by - 1) / by;
}

}  // namespace

std::uint64_t event_cycles(const std::array<Count, kRegionKinds>& words, Count operations,
                           const RowTiming& timing) {
  const auto together = [&](std::initializer_list<RegionKind> kinds) {
    std::uint64_t sum = 0;
    std::uint64_t slowest = 0;
    for (const RegionKind kind : kinds) {
      const Count touched = words[static_cast<std::size_t>(kind)];
      sum += touched;
      slowest = std::max(slowest, divide_up(touched, timing.banks));
    }
    return timing.shared ? divide_up(sum, timing.banks) : slowest;
  };
  const std::uint64_t first =
      together({RegionKind::pointers, RegionKind::axon_types, RegionKind::reverse_pointers});
  const std::uint64_t rest = together(
      {RegionKind::metadata, RegionKind::weights, RegionKind::codebook, RegionKind::reverse_list});
  const std::uint64_t on_lanes = divide_up(operations, timing.lanes);
  return std::max<std::uint64_t>(first + std::max(rest, on_lanes), 1);
}

std::uint64_t row_cycles(const RowRead& row, const RowTiming& timing) {
  return event_cycles(row.words, row.deliveries.size(), timing);
}

}  // namespace engram::hw
