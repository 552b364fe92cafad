#pragma once

#include <exception>
#include <memory>
#include <span>
#include <vector>

#include "hw/chip/chip_spec.hpp"
#include "hw/chip/sample_spikes.hpp"
#include "hw/core/accumulator.hpp"
#include "hw/core/core_cost.hpp"
#include "hw/core/core_counts.hpp"
#include "hw/core/level_work.hpp"
#include "hw/core/neuron_update.hpp"
#include "hw/core/row_counts.hpp"
#include "hw/core/synapse_rows.hpp"
#include "hw/learning/learning_engine.hpp"
#include "hw/noc/spike_input.hpp"
#include "hw/noc/table_ranges.hpp"

namespace engram::hw {

struct SampleWork;

/// One core at fidelity `fast`: a plain model that knows its cycles. In each level of a timestep:
/// begin_level, then integrate and update once each if it has work; events come in at any time.
/// With learning, close_forward after the last level, then for each stage that follows begin_stage,
/// and learn if there is work.
class CoreModel final : public SpikeInput, public RowCache {
 public:
  /// `spec` must outlive the model. Throws std::invalid_argument for neurons that cannot be
  /// stepped.
  CoreModel(const ChipSpec& spec, std::uint32_t index);

  /// Before a sample of `timesteps`: every state, accumulator and waiting event to zero. `records`
  /// by slice. `known`: the sample's spikes, which must outlive it, or null: see NeuronUpdate.
  /// Where they are known, rows are noted, and nothing that they cost is counted.
  void reset(const std::vector<MembraneRecord>& records, std::uint32_t timesteps,
             const SampleSpikes* known = nullptr);

  /// The barrier opens level `level` of chip timestep `step` (pipelined: all levels at once):
  /// events sent until now arrive.
  void begin_level(std::uint32_t step, unsigned level);
  /// Whether the core has anything to do until the next barrier.
  bool has_work() const;
  /// Serves the rows due. Returns the cycles at fidelity `fast`: max(rows, flits, one each) +
  /// largest hop count; where spikes are known, nothing of use.
  std::uint64_t integrate();
  /// Steps the level's neurons and emits their spikes. Returns the cycles, `fast` again:
  /// max(update, flits sent).
  std::uint64_t update(SpikeOutput& output);
  /// Between begin_level and integrate, on any thread: does already what in these two concerns no
  /// other core. They find it done, and fail where it failed. Precondition: no log, no note.
  void work_ahead() noexcept;
  /// With learning: all levels of the timestep have been stepped.
  void close_forward() { engine_->close_forward(); }
  /// The barrier opens a backward level, an exchange or an update.
  void begin_stage(const TimestepStage& stage);
  Stage stage() const { return engine_->stage().stage; }  ///< that was begun last
  /// Does that stage's work; returns its cycles.
  std::uint64_t learn(LearningOutput& output) { return engine_->run(step_, output, *this); }
  /// Null without learning.
  LearningEngine* engine() { return engine_.get(); }
  /// An image as it is now.
  const MemoryImage& image(std::uint32_t index) const;
  void changed(std::uint32_t image, std::uint32_t row) override { rows_[image].changed(row); }
  void laid_out(std::uint32_t image) override { rows_[image].laid_out(); }

  /// After the last timestep: applies decays still missed, encodes anew what is to be. Returns the
  /// cycles of the latter.
  std::uint64_t finish(std::uint32_t timesteps);

  void receive(std::uint32_t timestep, std::span<const AxonEvent> events, std::uint64_t flits,
               std::uint32_t hops) override;

  /// From now on writes the work of each level into `log` (emptied by begin_level), or not at all.
  void log(LevelWork* log) { log_ = log; }
  /// From now on appends what it does to `work`, a step of the core an activation, or not at all.
  void note(SampleWork* work) { work_ = work; }
  /// Cycles in which the core worked, as whoever times it says.
  void worked(std::uint64_t cycles) {
    if (learning_) {
      engine_->worked(cycles);
    } else {
      counts_.busy_cycles += cycles;
    }
  }

  /// Since reset.
  CoreCounts counts() const;
  /// The rows as far as they were decoded, by image, for whoever has a use for them when the core
  /// is done: it must not work any more. Precondition: no learning.
  std::vector<SynapseRows> take_rows() { return std::move(rows_); }
  /// As NeuronArithmetic's, of a neuron of a slice.
  double membrane(std::uint32_t slice, std::uint32_t neuron) const {
    return updates_[slice].membrane(neuron);
  }
  bool learning() const { return learning_; }  ///< begin_stage came last, not begin_level
  /// Synaptic operations since reset, by level.
  const std::vector<Count>& operations() const { return operations_; }

 private:
  struct Level {
    std::vector<std::uint32_t> images, slices;  ///< ascending
  };
  struct Arrivals {
    std::uint64_t flits = 0;
    std::uint32_t hops = 0;  ///< largest
    void join(const Arrivals& other);
  };

  void build_slices();
  void build_images();
  struct Updated {
    Count stepped = 0, decays = 0, flits = 0;
  };
  NeuronUpdate::Work step_slice(std::uint32_t index, std::uint32_t timestep);
  std::uint64_t integrate_image(std::uint32_t image, std::uint32_t timestep);
  std::uint64_t serve(std::uint32_t image, std::span<const RowCounts::Row> due);
  void mark(std::uint32_t image, std::span<const RowCounts::Row> due);
  void note_rows(std::uint32_t image, std::span<const RowCounts::Row> due);
  Count emit(std::uint32_t slice, SpikeOutput& output, NeuronWork* log);

  const ChipSpec& spec_;
  const CoreSpec& core_;
  std::uint32_t index_;
  std::vector<Level> levels_;
  std::unique_ptr<LearningEngine> engine_;
  std::vector<NeuronUpdate> updates_;      ///< by slice
  std::vector<Accumulator> accumulators_;  ///< by slice
  std::vector<SynapseRows> rows_;          ///< by image
  std::vector<RowCounts> waiting_;         ///< by image
  TableRanges axons_;                      ///< of the axon table
  std::uint64_t axon_words_ = 1;           ///< words of one axon-table record
  struct Open {
    unsigned level = 0;
    std::uint32_t timestep = 0;  ///< network time
  };
  std::vector<Open> open_;                  ///< levels that work until the next barrier
  std::uint32_t step_ = 0, timesteps_ = 0;  ///< of the chip; of the sample, in network time
  bool learning_ = false;
  bool replays_ = false;     ///< spikes are known
  Arrivals sent_, arrived_;  ///< since the barrier / before it and not yet paid for
  struct Ahead {
    bool done = false;
    std::uint64_t cycles = 0;               ///< of integrate
    std::vector<NeuronUpdate::Work> steps;  ///< of the open levels' slices
    std::exception_ptr failure;
  } ahead_;
  CoreCounts counts_;  ///< what rows cost is counted by SynapseRows
  std::vector<Count> operations_;
  LevelWork* log_ = nullptr;
  SampleWork* work_ = nullptr;
};

}  // namespace engram::hw
