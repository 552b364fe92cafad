#pragma once

#include "hw/spatial_array/dram_model.hpp"
#include "hw/spatial_array/operands.hpp"
#include "hw/spatial_array/tile_walk.hpp"

namespace engram::hw {

/// How a layer is run.
struct LayerPlan {
  LayerShape shape;
  Dataflow dataflow = Dataflow::row_stationary;
  Tiling tiling;
  double output_density = 1;  ///< of what is written, where outputs are compressed
};

/// Cycles of one pass, by who is busy. `in` is read from DRAM before it, `out` written after it.
struct PassCycles {
  Count in = 0, compute = 0, buffer = 0, noc = 0, out = 0;
  /// Of the array: compute, buffer and NoC work side by side.
  Count array() const;
};

/// One layer on the machine, pass by pass: moves tiles, counts, knows its cycles. Memory does not
/// depend on the layer (beside its operands). Preconditions: no tiling_faults; `operands` outlives
/// it.
class LayerModel {
 public:
  LayerModel(const LayerPlan& plan, const MachineSpec& machine, Operands& operands);
  /// The next pass, counted; nothing behind the last.
  std::optional<PassCycles> next();
  const LayerCounts& counts() const { return counts_; }
  LayerCounts& counts() { return counts_; }

 private:
  void move_weights(const Pass& pass, const ArrayUse& use, PassCycles& cycles);
  void move_inputs(const Pass& pass, const ArrayUse& use, const WindowCounts& windows,
                   PassCycles& cycles);
  void bring_sums(const Pass& pass, const ArrayUse& use, PassCycles& cycles);
  void take_sums(const Pass& pass, const ArrayUse& use, PassCycles& cycles);
  void compute(const Pass& pass, const ArrayUse& use, const WindowCounts& windows,
               PassCycles& cycles);
  /// Elements over the NoC; buffer words where the buffer is an end of it.
  void send(TensorCounts& counts, const StoredTile& tile, Count& buffer_accesses);
  Count buffer_words(const StoredTile& tile);
  StoredTile sums(const Tile& tile, bool complete) const;

  LayerPlan plan_;
  MachineSpec machine_;
  Operands& operands_;
  DramModel dram_;
  TileWalk walk_;
  LayerCounts counts_;
  Count noc_words_ = 0, buffer_words_ = 0;  ///< of the pass
};

/// Runs all passes without time: `cycles` stays 0.
LayerCounts count_layer(const LayerPlan& plan, const MachineSpec& machine, Operands& operands);

}  // namespace engram::hw
