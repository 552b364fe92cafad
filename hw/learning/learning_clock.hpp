#pragma once

#include <memory>
#include <span>
#include <vector>

#include "hw/chip/chip_spec.hpp"
#include "hw/core/row_clock.hpp"
#include "hw/learning/learning_engine.hpp"

namespace engram::hw {

/// Cycles lost in stages of learning, by who asked.
struct LearningStalls {
  RowStalls backward, update;
  Count host = 0;  ///< a word waited for its bank while images were encoded anew
};

/// Times the stages of learning of a core at fidelity `cycle`: columns and updates as rows of
/// pipelines (hw/pipeline) on the memories that forward rows use, each word a claim on its bank.
/// Lines of one image follow each other through a pipeline; that of the next image begins when it
/// has drained and all is written, since controllers take turns at the lanes.
class LearningClock {
 public:
  /// All must outlive the clock.
  LearningClock(const ChipSpec& spec, const CoreSpec& core, const LearningEngine& engine,
                RowClock& rows);

  /// Before a sample, after RowClock::reset. Images may have been laid out anew.
  void reset();
  /// When a stage that begins in cycle `from` has made its errors, read its columns and updated its
  /// lines: from there on it gathers what it sends. `from` ascends between resets.
  std::uint64_t serve(Stage stage, const LearningWork& work, std::uint64_t from);
  /// The end of a sample in which images were encoded anew: for each, region after region, the host
  /// reads the words that `engine` has counted, then writes. Returns the first cycle after.
  std::uint64_t reencode(std::uint64_t from);

  LearningStalls stalls() const;

 private:
  struct Image {
    std::vector<std::unique_ptr<AccessTrace>> columns;  ///< by target, once asked for
    std::vector<std::uint64_t> synapses;                ///< of those
    std::vector<std::unique_ptr<UpdateTrace>> updates;  ///< by line
    std::unique_ptr<RowPipeline> backward, update;
  };
  std::uint64_t read_column(const LineVisit& visit, std::uint64_t begin);
  std::uint64_t update_line(const LineVisit& visit, std::uint64_t begin);
  std::span<const std::uint32_t> weights(std::uint64_t number);
  std::uint64_t stream(std::uint32_t image, RegionKind kind, Count words, std::uint64_t from);

  const ChipSpec& spec_;
  const CoreSpec& core_;
  const LearningEngine& engine_;
  RowClock& rows_;
  std::vector<Image> images_;
  std::vector<std::uint32_t> targets_;  ///< zeros: sums and traces lie in registers for the lanes
  RowLog log_;                          ///< of the line just served, if it is drawn
  Count host_waits_ = 0;
};

}  // namespace engram::hw
