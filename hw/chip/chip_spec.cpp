#include "hw/chip/chip_spec.hpp"

#include <algorithm>
#include <set>

namespace engram::hw {

unsigned levels_of(const ChipSpec& spec) {
  unsigned levels = 1;
  for (const PopulationSpec& population : spec.populations) {
    levels = std::max(levels, population.level + 1);
  }
  return levels;
}

unsigned layer_of(const ChipSpec& spec, std::uint32_t core) {
  const std::vector<SliceSpec>& slices = spec.cores[core].slices;
  return slices.empty() ? 0 : spec.populations[slices.front().population].level;
}

std::vector<std::uint32_t> routers_in_use(const ChipSpec& spec) {
  std::set<std::uint32_t> routers;
  for (const CoreSpec& core : spec.cores) routers.insert(core.y * spec.mesh_width + core.x);
  return {routers.begin(), routers.end()};
}

}  // namespace engram::hw
