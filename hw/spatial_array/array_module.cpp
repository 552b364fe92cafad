#include "hw/spatial_array/array_module.hpp"

#include "hw/spatial_array/dram_module.hpp"

namespace engram::hw {

ArrayModule::ArrayModule(const sc_core::sc_module_name& name, std::uint64_t clock_period_ps)
    : sc_module(name), clock_period_ps_(clock_period_ps) {
  SC_HAS_PROCESS(ArrayModule);
  SC_METHOD(activate);
  sensitive << wake_;
  dont_initialize();
}

void ArrayModule::start(const PassCycles& pass) {
  ready_.push_back(pass);
  if (!busy_) begin_pass();
}

void ArrayModule::begin_pass() {
  busy_ = true;
  wake_.notify(sc_core::sc_time::from_value(ready_.front().array() * clock_period_ps_));
}

void ArrayModule::activate() {
  busy_ = false;
  const Count out = ready_.front().out;
  ready_.pop_front();
  if (!ready_.empty()) begin_pass();
  dram_->pass_done(out);
}

}  // namespace engram::hw
