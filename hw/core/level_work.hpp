#pragma once

#include <cstdint>
#include <vector>

#include "hw/pipeline/update_pipeline.hpp"

namespace engram::hw {

/// Events served by one row of one image.
struct RowService {
  std::uint32_t image = 0, row = 0;
  Count events = 0;
};

/// What a core did in one level, in order: for whoever times it at fidelity `cycle`.
struct LevelWork {
  std::vector<RowService> rows;
  std::vector<NeuronWork> neurons;  ///< stepped; with the flits that their spikes are sent in
};

}  // namespace engram::hw
