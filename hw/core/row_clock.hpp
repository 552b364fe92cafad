#pragma once

#include <memory>
#include <span>
#include <vector>

#include "hw/chip/chip_spec.hpp"
#include "hw/chip/row_trace.hpp"
#include "hw/chip/wave_log.hpp"
#include "hw/core/level_work.hpp"
#include "hw/pipeline/row_pipeline.hpp"
#include "memory/controller.hpp"

namespace engram::hw {

/// Times the rows of a core at fidelity `cycle`: each word claims its bank, each addition its lane.
/// The rows of one image follow each other through a pipeline; that of the next image begins when
/// it has drained, since controllers take turns at the lanes.
class RowClock {
 public:
  /// Both must outlive the clock.
  RowClock(const ChipSpec& spec, const CoreSpec& core);

  /// Before a sample.
  void reset();
  /// Before a sample: image `index` is this one now, with the same rows. It must outlive the clock.
  void replace(std::size_t index, const MemoryImage& image);
  /// Serves `rows` from cycle `from` on; returns the first cycle after the last addition. `from`
  /// ascends between resets.
  std::uint64_t serve(std::span<const RowService> rows, std::uint64_t from);
  /// From now on draws rows, words and additions in `waves`, below `scope`; not at all if null.
  void watch(WaveLog* waves, const std::string& scope);
  /// From the next reset on writes rows into `rows`, as those of core `core`; not at all if null.
  void record(RowTrace* rows, std::uint32_t core) {
    row_trace_ = rows;
    core_index_ = core;
  }
  /// The memories of an image; those of the core, whoever else reads them. Valid until reset.
  const RowMemories& memories(std::size_t index) const { return images_[index].memories; }
  /// Draws the words and additions that somebody else made on an image, if anything is drawn.
  void draw(std::size_t index, const RowLog& log);
  bool draws() const { return waves_ != nullptr; }
  /// No word will be asked for before `cycle`.
  void settle(std::uint64_t cycle);
  /// Since reset, over all images.
  RowStalls stalls() const;

 private:
  /// A row as it is asked for: the same for every event.
  struct TracedRow {
    bool known = false;
    AccessTrace trace;
    std::vector<std::uint32_t> targets;
  };
  struct Image {
    std::unique_ptr<Controller> controller;
    RowMemories memories;
    std::vector<TracedRow> rows;
    std::unique_ptr<RowPipeline> pipeline;
    const MemoryImage* memory_image = nullptr;  ///< its regions; weights may be others by now
    std::uint64_t first_word = 0;               ///< where it begins, if one memory holds all
    struct {
      std::uint32_t row = 0, additions = 0;
      std::array<std::uint32_t, kRegionKinds> reads{}, writes{}, address{};
    } signals;
  };
  bool shared() const { return spec_.shared_macros || spec_.sizing == Sizing::fixed; }
  void place_memories();
  void watch_memory(Image& image, const Region& region, const std::string& below);
  const TracedRow& traced(Image& image, std::uint32_t row);
  void note(const RowService& served, const RowTimes& times);

  const ChipSpec& spec_;
  const CoreSpec& core_;
  std::vector<std::unique_ptr<BankedMemory>> memories_;
  std::vector<Image> images_;
  WaveLog* waves_ = nullptr;
  RowTrace* row_trace_ = nullptr;
  std::uint32_t core_index_ = 0;
  RowLog log_;  ///< of the row just served, if anybody asked for it
};

}  // namespace engram::hw
