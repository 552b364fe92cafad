#pragma once

#include <vector>

#include "energy/activity.hpp"
#include "hw/spatial_array/layer_counts.hpp"
#include "hw/spatial_array/machine_spec.hpp"

namespace engram::hw {

/// Counts of a layer, by its name.
struct CountedLayer {
  std::string name;
  LayerCounts counts;
};

/// What the machine did, for accounting. Block is the level, region or unit `LAYER.TENSOR`:
///
/// | block                                         | what                                         |
/// |-----------------------------------------------|----------------------------------------------|
/// | dram                                          | dram_bit a bit, dram_row_miss a row opened   |
/// | buffer                                        | a memory: words read and written             |
/// | noc                                           | noc_router a word and hop, noc_wire a bit and
/// um | | input_, weight_, sum_scratchpad, weight_index | memories, a bank a PE | | operation |
/// add_compare an operation, and a sum added    |
///
/// Parts: weights are weight_memory, their metadata in the scratchpads metadata_memory, inputs and
/// outputs state_memory, wherever they lie; noc and compute are themselves.
/// `operation`: "add_compare" or "multiply_accumulate", a layer each.
Activity spatial_activity(const MachineSpec& machine, const std::vector<CountedLayer>& layers,
                          const std::vector<std::string>& operations);

}  // namespace engram::hw
