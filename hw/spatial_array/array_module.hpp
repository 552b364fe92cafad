#pragma once

#include <deque>
#include <systemc>

#include "hw/spatial_array/layer_model.hpp"

namespace engram::hw {

class DramModule;

/// Buffer, NoC and PEs: one pass after the other, each as long as the slowest of the three.
class ArrayModule : public sc_core::sc_module {
 public:
  ArrayModule(const sc_core::sc_module_name& name, std::uint64_t clock_period_ps);
  void attach(DramModule& dram) { dram_ = &dram; }
  /// What the pass needs has come from DRAM.
  void start(const PassCycles& pass);

 private:
  void activate();
  void begin_pass();

  std::uint64_t clock_period_ps_;
  DramModule* dram_ = nullptr;
  std::deque<PassCycles> ready_;
  bool busy_ = false;
  sc_core::sc_event wake_;
};

}  // namespace engram::hw
