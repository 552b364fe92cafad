#include "hw/core/core_module.hpp"

#include <exception>

namespace engram::hw {

CoreModule::CoreModule(const sc_core::sc_module_name& name, std::uint32_t index, CoreModel& model,
                       SpikeOutput& output, LearningOutput& learning, Barrier& barrier)
    : sc_module(name),
      index_(index),
      model_(model),
      output_(output),
      learning_(learning),
      barrier_(barrier) {
  SC_HAS_PROCESS(CoreModule);
  SC_METHOD(activate);
  sensitive << start_;
  dont_initialize();
}

void CoreModule::activate() {
  // A fault of the model must reach the caller of the simulation with its own type; an exception
  // that leaves a process would be turned into a SystemC report.
  try {
    barrier_.arrive(model_.learning() ? run_stage() : run_level());
  } catch (const std::exception&) {
    barrier_.fail(std::current_exception());
  }
}

std::uint64_t CoreModule::run_level() {
  const std::uint64_t integrated = works(Work::integrate, 0, model_.integrate());
  return works(Work::update, integrated, model_.update(output_));
}

std::uint64_t CoreModule::run_stage() {
  return works(learning_work(model_.stage()), 0, model_.learn(learning_));
}

/// Returns when the work ends, in cycles from now.
std::uint64_t CoreModule::works(Work work, std::uint64_t begin, std::uint64_t cycles) {
  model_.worked(cycles);
  barrier_.works(index_, work, begin, cycles);
  return begin + cycles;
}

}  // namespace engram::hw
