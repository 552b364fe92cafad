#pragma once

#include <cstdint>
#include <systemc>

#include "hw/chip/barrier.hpp"
#include "hw/core/core_model.hpp"
#include "hw/core/core_shell.hpp"

namespace engram::hw {

/// SystemC shell of a core: one activation a level, in which it integrates, updates and arrives at
/// the barrier, ahead of the clock by the cycles that the model states. It may be, since what cores
/// send arrives behind the barrier.
class CoreModule final : public sc_core::sc_module, public CoreShell {
 public:
  /// All must outlive the module.
  CoreModule(const sc_core::sc_module_name& name, std::uint32_t index, CoreModel& model,
             SpikeOutput& output, LearningOutput& learning, Barrier& barrier);
  void start() override { start_.notify(sc_core::SC_ZERO_TIME); }
  std::string scope() const override { return name(); }

 private:
  void activate();
  std::uint64_t run_level();
  std::uint64_t run_stage();
  std::uint64_t works(Work work, std::uint64_t begin, std::uint64_t cycles);

  std::uint32_t index_;
  CoreModel& model_;
  SpikeOutput& output_;
  LearningOutput& learning_;
  Barrier& barrier_;
  sc_core::sc_event start_;
};

}  // namespace engram::hw
