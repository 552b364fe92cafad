#include "hw/core/core_module.hpp"

#include <exception>

namespace engram::hw {

CoreModule::CoreModule(const sc_core::sc_module_name& name, std::uint32_t index, CoreModel& model,
                       SpikeOutput& output, LearningOutput& learning, Barrier& barrier,
                       std::uint64_t period_ps)
    : sc_module(name),
      index_(index),
      model_(model),
      output_(output),
      learning_(learning),
      barrier_(barrier),
      period_ps_(period_ps) {
  SC_HAS_PROCESS(CoreModule);
  SC_METHOD(activate);
  sensitive << start_;
  dont_initialize();
}

void CoreModule::wait_cycles(std::uint64_t cycles) {
  cycles_ = cycles;
  next_trigger(sc_core::sc_time::from_value(cycles * period_ps_));
}

void CoreModule::worked(Work work) {
  model_.worked(cycles_);
  barrier_.worked(index_, work, cycles_);
}

void CoreModule::activate() {
  // A fault of the model must reach the caller of the simulation with its own type; an exception
  // that leaves a process would be turned into a SystemC report.
  try {
    advance();
  } catch (const std::exception&) {
    phase_ = Phase::idle;
    barrier_.fail(std::current_exception());
  }
}

void CoreModule::advance() {
  switch (phase_) {
    case Phase::idle:
      if (model_.learning()) {
        phase_ = Phase::learning;
        wait_cycles(model_.learn(learning_));
        return;
      }
      phase_ = Phase::updating;
      wait_cycles(model_.integrate());
      return;
    case Phase::updating:
      worked(Work::integrate);
      phase_ = Phase::finished;
      wait_cycles(model_.update(output_));
      return;
    case Phase::learning:
      worked(learning_work(model_.stage()));
      phase_ = Phase::idle;
      barrier_.arrive();
      return;
    case Phase::finished:
      worked(Work::update);
      phase_ = Phase::idle;
      barrier_.arrive();
  }
}

}  // namespace engram::hw
