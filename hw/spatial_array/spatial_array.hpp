#pragma once

#include <memory>

#include "hw/spatial_array/layer_model.hpp"

namespace engram::hw {

/// The machine in SystemC: DRAM port and array side by side, passes between them. One a process.
class SpatialArray {
 public:
  explicit SpatialArray(const MachineSpec& machine);
  ~SpatialArray();

  /// Runs one layer to its end: layers follow each other, nothing of one stays for the next.
  /// Throws what the operands threw, std::invalid_argument with the tiling's faults.
  LayerCounts run(const LayerPlan& plan, Operands& operands);
  /// The same on another machine with the same clock: a layer may change widths and formats.
  LayerCounts run(const LayerPlan& plan, Operands& operands, const MachineSpec& machine);

 private:
  struct Modules;
  MachineSpec machine_;
  std::unique_ptr<Modules> modules_;
};

}  // namespace engram::hw
