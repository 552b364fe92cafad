#pragma once

#include <optional>
#include <systemc>

#include "hw/chip/barrier.hpp"
#include "hw/chip/network_module.hpp"
#include "hw/core/core_model.hpp"
#include "hw/core/core_shell.hpp"
#include "hw/core/row_clock.hpp"
#include "hw/core/row_server.hpp"
#include "hw/learning/learning_clock.hpp"
#include "hw/noc/flit_log.hpp"

namespace engram::hw {

/// SystemC shell of a core at fidelity `cycle`: rows through the row pipeline, then the update in
/// step with the network. The model says what is done, the clocks say when.
class CycleCoreModule final : public sc_core::sc_module, public CoreShell {
 public:
  /// All must outlive the module.
  CycleCoreModule(const sc_core::sc_module_name& name, const ChipSpec& spec, std::uint32_t index,
                  CoreModel& model, SpikeOutput& output, LearningOutput& learning, FlitLog& flits,
                  NetworkModule& network, Barrier& barrier);
  void start() override { start_.notify(sc_core::SC_ZERO_TIME); }
  std::string scope() const override { return name(); }
  /// From now on draws rows in `waves`, or nothing if it is null.
  void watch(WaveLog* waves) { rows_.watch(waves, name()); }
  /// From now on `server` times the rows of forward passes; the core's own clock if it is null.
  void serve_by(RowServer* server) { server_ = server; }
  /// Before a sample.
  void reset();
  /// After a sample whose images were encoded anew. Returns the cycles.
  std::uint64_t reencode();
  RowStalls stalls() const { return rows_.stalls(); }
  /// All 0 without learning.
  LearningStalls learning_stalls() const;

 private:
  enum class Phase { idle, updating, finished, learning, gathering };
  void activate();
  void advance();
  void integrate();
  void update();
  void learn();
  void gather();
  void wait_until(std::uint64_t cycle);
  std::uint64_t now() const { return sc_core::sc_time_stamp().value() / period_ps_; }
  void worked(Work work);

  std::uint32_t index_;
  CoreModel& model_;
  SpikeOutput& output_;
  LearningOutput& learning_;
  FlitLog& flits_;
  NetworkModule& network_;
  Barrier& barrier_;
  std::uint64_t period_ps_;
  std::uint32_t images_;
  bool reencodes_;  ///< images may be others in each sample
  RowClock rows_;
  RowServer* server_ = nullptr;
  LevelWork work_;
  std::optional<LearningClock> lines_;  ///< with learning
  LearningWork learning_work_;
  std::uint64_t gathered_ = 0;  ///< cycle from which on everything to be sent is known
  std::uint64_t begun_ = 0;     ///< cycle in which the phase began
  Phase phase_ = Phase::idle;
  sc_core::sc_event start_, served_, updated_, learned_;
};

}  // namespace engram::hw
