#pragma once

#include <vector>

#include "energy/activity.hpp"
#include "hw/chip/chip_spec.hpp"
#include "hw/chip/dram_port.hpp"
#include "hw/core/core_counts.hpp"
#include "hw/learning/learning_counts.hpp"
#include "hw/noc/network_on_chip.hpp"

namespace engram::hw {

/// What a whole chip did in a sample.
struct ChipCounts {
  std::vector<CoreCounts> cores;
  NocCounts noc;
  Count cycles = 0;                           ///< of the run, waiting included
  std::vector<LearningCounts> learning = {};  ///< by core; empty without learning
  LearningTraffic learning_traffic = {};
  std::vector<DramLine> dram = {};  ///< layer_by_layer
};

/// All counts 0, in the sizes that `spec` asks for.
ChipCounts idle_counts(const ChipSpec& spec);

/// The counts as lines, core by core, then the network on chip, then DRAM. layer_by_layer: a core
/// of the machine has each of its memories once, as large as the largest layer needs it.
Activity chip_activity(const ChipSpec& spec, const ChipCounts& counts);

}  // namespace engram::hw
