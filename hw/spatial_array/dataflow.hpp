#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hw/spatial_array/machine_spec.hpp"

namespace engram::hw {

/// Who stays in the PEs while the others pass by.
enum class Dataflow {
  row_stationary,
  row_stationary_batched,
  output_stationary,
  weight_stationary
};
const char* to_string(Dataflow dataflow);
std::optional<Dataflow> dataflow_from(const std::string& name);
std::vector<std::string> dataflow_names();

/// The loops of a dataflow, outermost first. `dram` walks over blocks, which the buffer holds;
/// `buffer` over the tiles of a block, which the array works on in one pass.
struct LoopNest {
  PerDimension<Dimension> dram, buffer;
  bool one_timestep_a_block = false;
  const char* text;  ///< to be read: every loop, where it runs
};
const LoopNest& loop_nest(Dataflow dataflow);

/// Sizes of blocks and of tiles; the last of a row of tiles is what remains.
struct Tiling {
  PerDimension<std::uint32_t> block{1, 1, 1, 1, 1}, tile{1, 1, 1, 1, 1};
  /// Row stationary: the PE rows hold the kernel rows of this many groups of output and input
  /// channels of a tile.
  std::uint32_t output_sets = 1, input_sets = 1;
  friend bool operator==(const Tiling&, const Tiling&) = default;
};

/// How a pass over a tile lies on the array.
struct ArrayUse {
  Count pes = 0;            ///< at work
  Count weight_copies = 0;  ///< scratchpads that get each weight
  Count input_copies = 0;   ///< that get each element of `input_fill`
  enum class InputFill { elements, rows, windows } input_fill = InputFill::elements;
  Count sum_parts = 0;       ///< PEs whose sums add up to one output's
  bool sums_stay = false;    ///< from pass to pass, in the PEs
  Count inputs_read_by = 0;  ///< reads of the input scratchpads a window position; 0: one a weight
};
ArrayUse array_use(const LayerShape& shape, Dataflow dataflow, const Tiling& tiling,
                   const MachineSpec& machine, const Tile& tile);

/// Everything that forbids a tiling, one sentence each; empty: legal. Inputs and partial sums of a
/// block must fit in the buffer uncompressed; sums only where a tile has not all input channels:
/// with all of them outputs pass through.
std::vector<std::string> tiling_faults(const LayerShape& shape, Dataflow dataflow,
                                       const Tiling& tiling, const MachineSpec& machine);

}  // namespace engram::hw
