#pragma once

#include <cstdint>
#include <systemc>

#include "hw/chip/barrier.hpp"
#include "hw/core/core_model.hpp"
#include "hw/core/core_shell.hpp"

namespace engram::hw {

/// SystemC shell of a core: three activations a level (integrate, update, arrive at the barrier),
/// apart by the cycles that the model states.
class CoreModule final : public sc_core::sc_module, public CoreShell {
 public:
  /// All must outlive the module.
  CoreModule(const sc_core::sc_module_name& name, std::uint32_t index, CoreModel& model,
             SpikeOutput& output, LearningOutput& learning, Barrier& barrier,
             std::uint64_t period_ps);
  void start() override { start_.notify(sc_core::SC_ZERO_TIME); }
  std::string scope() const override { return name(); }

 private:
  enum class Phase { idle, updating, finished, learning };
  void activate();
  void advance();
  void wait_cycles(std::uint64_t cycles);
  void worked(Work work);

  std::uint32_t index_;
  CoreModel& model_;
  SpikeOutput& output_;
  LearningOutput& learning_;
  Barrier& barrier_;
  std::uint64_t period_ps_;
  std::uint64_t cycles_ = 0;  ///< of the phase that waits
  Phase phase_ = Phase::idle;
  sc_core::sc_event start_;
};

}  // namespace engram::hw
