#include "hw/spatial_array/dram_module.hpp"

#include "hw/spatial_array/array_module.hpp"

namespace engram::hw {

DramModule::DramModule(const sc_core::sc_module_name& name, std::uint64_t clock_period_ps)
    : sc_module(name), clock_period_ps_(clock_period_ps) {
  SC_HAS_PROCESS(DramModule);
  SC_METHOD(activate);
  sensitive << wake_;
  dont_initialize();
}

void DramModule::begin(LayerModel& model) {
  model_ = &model;
  failure_ = nullptr;
  begun_ = last_ = sc_core::sc_time_stamp();
  work();
}

Count DramModule::end() const {
  if (failure_) std::rethrow_exception(failure_);
  return (last_ - begun_).value() / clock_period_ps_;
}

void DramModule::pass_done(Count cycles) {
  --ahead_;
  last_ = sc_core::sc_time_stamp();
  if (cycles > 0) writes_.push_back(cycles);
  if (!busy_) work();
}

void DramModule::take(Count cycles) {
  busy_ = true;
  wake_.notify(sc_core::sc_time::from_value(cycles * clock_period_ps_));
}

void DramModule::activate() {
  busy_ = false;
  last_ = sc_core::sc_time_stamp();
  if (fetched_) {
    array_->start(*fetched_);
    fetched_.reset();
  }
  work();
}

void DramModule::work() {
  if (!writes_.empty()) {
    const Count cycles = writes_.front();
    writes_.pop_front();
    take(cycles);
    return;
  }
  if (model_ == nullptr || ahead_ == kPassesAhead) return;
  try {
    fetched_ = model_->next();
  } catch (const std::exception&) {
    failure_ = std::current_exception();
  }
  if (!fetched_ || failure_) {
    model_ = nullptr;
    return;
  }
  ++ahead_;
  take(fetched_->in);
}

}  // namespace engram::hw
