#include "workloads/reference/backward_errors.hpp"

namespace engram::workloads::reference {
namespace {

/// Every place of a window gets what the window has; places beyond the border do not exist.
void spread_window(const AddressStage& stage, std::uint32_t channel, std::int64_t top,
                   std::int64_t left, Wide value, std::vector<Wide>& places) {
  for (std::int64_t y = top; y < top + stage.pool.kernel_y; ++y) {
    for (std::int64_t x = left; x < left + stage.pool.kernel_x; ++x) {
      if (y < 0 || y >= stage.in.height || x < 0 || x >= stage.in.width) continue;
      places[(std::uint64_t{channel} * stage.in.height + y) * stage.in.width + x] += value;
    }
  }
}

std::vector<Wide> spread_back(const AddressStage& stage, const std::vector<Wide>& values) {
  std::vector<Wide> places(stage.in.size(), 0);
  if (!stage.lookup.empty()) {
    for (std::size_t index = 0; index < places.size(); ++index) {
      if (stage.lookup[index] != nowhere) places[index] = values[stage.lookup[index]];
    }
    return places;
  }
  const Pool& pool = stage.pool;
  std::size_t window = 0;
  for (std::uint32_t channel = 0; channel < stage.out.channels; ++channel) {
    for (std::int64_t y = 0; y < stage.out.height; ++y) {
      for (std::int64_t x = 0; x < stage.out.width; ++x) {
        spread_window(stage, channel, y * pool.stride_y - pool.pad_y,
                      x * pool.stride_x - pool.pad_x, values[window++], places);
      }
    }
  }
  return places;
}

}  // namespace

std::vector<Wide> spread_back(const std::vector<AddressStage>& stages, std::vector<Wide> values) {
  for (auto stage = stages.rbegin(); stage != stages.rend(); ++stage) {
    values = spread_back(*stage, values);
  }
  return values;
}

}  // namespace engram::workloads::reference
