#include "hw/spatial_array/spatial_array.hpp"

#include <stdexcept>

#include "hw/spatial_array/array_module.hpp"
#include "hw/spatial_array/dram_module.hpp"

namespace engram::hw {

struct SpatialArray::Modules {
  explicit Modules(std::uint64_t clock_period_ps)
      : dram("dram", clock_period_ps), array("array", clock_period_ps) {
    dram.attach(array);
    array.attach(dram);
  }
  DramModule dram;
  ArrayModule array;
};

SpatialArray::SpatialArray(const MachineSpec& machine) : machine_(machine) {
  static bool elaborated = false;
  if (elaborated) {
    throw std::logic_error("SystemC elaborates once a process: only one array can be built");
  }
  elaborated = true;
  modules_ = std::make_unique<Modules>(machine.clock_period_ps);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
}

SpatialArray::~SpatialArray() = default;

LayerCounts SpatialArray::run(const LayerPlan& plan, Operands& operands) {
  return run(plan, operands, machine_);
}

LayerCounts SpatialArray::run(const LayerPlan& plan, Operands& operands,
                              const MachineSpec& machine) {
  std::string faults;
  for (const std::string& fault : tiling_faults(plan.shape, plan.dataflow, plan.tiling, machine)) {
    faults += (faults.empty() ? "" : "; ") + fault;
  }
  if (!faults.empty()) throw std::invalid_argument(plan.shape.name + ": " + faults);
  LayerModel model(plan, machine, operands);
  modules_->dram.begin(model);
  sc_core::sc_start();
  model.counts().cycles = modules_->dram.end();
  return model.counts();
}

}  // namespace engram::hw
