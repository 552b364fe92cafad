#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <systemc>
#include <vector>

#include "hw/chip/barrier.hpp"
#include "hw/chip/host_port.hpp"
#include "hw/chip/network_module.hpp"
#include "hw/chip/row_trace.hpp"
#include "hw/chip/sample_recorder.hpp"
#include "hw/chip/side_by_side.hpp"
#include "hw/chip/timeline.hpp"
#include "hw/chip/wave_log.hpp"
#include "hw/core/core_model.hpp"
#include "hw/core/core_shell.hpp"
#include "hw/learning/target_feed.hpp"

namespace engram::hw {

/// The global barrier: in every timestep it opens stage after stage (levels forward, then what
/// learning needs), starts the cores that have work (and the host in level 0), and waits until all
/// have arrived plus the time of the barrier itself.
class TimestepController final : public sc_core::sc_module, public Barrier {
 public:
  struct Core {
    CoreModel* model;
    CoreShell* module;
  };
  TimestepController(const sc_core::sc_module_name& name, const ChipSpec& spec,
                     SampleRecorder& recorder);
  /// `network`: at fidelity `cycle`, else null. `targets`: with learning, else null.
  void attach(HostPort& host, std::vector<Core> cores, NetworkModule* network, TargetFeed* targets);

  /// From now on draws in `waves` what the chip, the host and the cores do, or nothing if it is
  /// null.
  void watch(WaveLog* waves);
  /// From now on says in `rows` when its window is open; not at all if it is null.
  void record(RowTrace* rows) { rows_ = rows; }
  /// From now on the cores of a level are computed by these threads, or one after the other if it
  /// is null.
  void work_by(SideBySide* threads) { side_by_side_ = threads; }

  /// Schedules a run; the caller then lets the kernel run until nothing is left to do, or `ended`,
  /// which may be empty, is called.
  void begin(std::uint32_t timesteps, std::function<void()> ended);
  /// Cycles of the run that has ended; rethrows its failure.
  std::uint64_t end();
  std::uint64_t now() const;  ///< cycles since the run began

  void arrive(std::uint64_t cycles) override;
  void fail(std::exception_ptr failure) override;
  void worked(std::uint32_t block, Work work, std::uint64_t cycles) override;
  void works(std::uint32_t block, Work work, std::uint64_t begin, std::uint64_t cycles) override;

 private:
  enum class Phase { timestep_begins, stage_ends, run_ends };
  void activate();
  void begin_layer(unsigned layer);
  void begin_timestep();
  void open_stage();
  void open_level();
  void open_learning();
  void start_core(const Core& core);
  void end_timestep();
  void wake_in(std::uint64_t cycles);
  void close_barrier();
  Work stage_work() const;
  std::uint64_t barrier_cycles() const { return spec_.mesh_width + spec_.mesh_height; }
  void note(std::uint32_t block, Work work, std::uint64_t begin, std::uint64_t end);
  void draw(std::uint32_t block, Work work, std::uint64_t begin, std::uint64_t end);

  const ChipSpec& spec_;
  SampleRecorder& recorder_;
  Timeline timeline_;
  HostPort* host_ = nullptr;
  NetworkModule* network_ = nullptr;
  std::vector<Core> cores_;
  TargetFeed* targets_ = nullptr;
  unsigned levels_;                             ///< of the chip
  unsigned layer_ = 0;                          ///< layer_by_layer: the chip is its
  std::vector<TimestepStage> stages_;           ///< opened one after the other in a timestep
  std::uint32_t timesteps_ = 0, timestep_ = 0;  ///< of the chip
  std::uint32_t input_timesteps_ = 0;           ///< the host sends in the first of them
  std::size_t stage_ = 0;                       ///< index into stages_
  std::size_t missing_ = 0;                     ///< started in this level and not yet arrived
  std::uint64_t level_ends_ = 0;                ///< when the last of those that arrived is done
  Phase phase_ = Phase::timestep_begins;
  sc_core::sc_time origin_;
  std::uint64_t begun_ = 0, stage_begun_ = 0, cycles_ = 0;
  std::exception_ptr failure_;
  std::function<void()> ended_;
  WaveLog* waves_ = nullptr;
  RowTrace* rows_ = nullptr;
  SideBySide* side_by_side_ = nullptr;
  std::vector<CoreModel*> working_;  ///< cores started in this stage
  std::vector<Count> operations_;    ///< of all cores, by level
  std::uint32_t timestep_signal_ = 0, level_signal_ = 0, barrier_signal_ = 0, input_signal_ = 0;
  std::vector<std::map<Work, std::uint32_t>> core_signals_;
  sc_core::sc_event wake_;
};

}  // namespace engram::hw
