#pragma once

#include <cstdint>
#include <vector>

#include "hw/chip/chip.hpp"
#include "hw/chip/chip_activity.hpp"
#include "hw/core/row_counts.hpp"

namespace engram::hw {

/// What a sample made a chip do, apart from what its rows cost: the same for all images whose rows
/// lead to the same neurons. Written by SteppedChip in the order of its work, read by recount.
struct SampleWork {
  struct Row {  ///< due, as RowCounts::Due
    std::uint32_t row = 0;
    std::uint16_t units = 0, events = 0;
  };
  struct Image {
    std::uint32_t image = 0;
    std::uint64_t rows_end = 0;  ///< its rows reach up to here
  };
  struct Core {  ///< one that worked behind a barrier
    std::uint32_t core = 0;
    std::uint64_t images_end = 0;
    std::uint64_t flits = 0, hops = 0;  ///< that arrived; of the one that came farthest
    Count stepped = 0, decays = 0, sent = 0;
  };
  struct Barrier {
    std::uint64_t cores_end = 0;
    std::uint64_t host = 0;  ///< cycles in which the host sends
  };
  std::vector<Row> rows;
  std::vector<Image> images;
  std::vector<Core> cores;
  std::vector<Barrier> barriers;  ///< as many for each timestep of the chip

  /// Sums over the sample, by core, image and row.
  std::vector<std::vector<std::vector<RowCounts::Due>>> totals;
  ChipCounts counts;       ///< images and busy cycles do not count
  SampleResult result;     ///< of it spikes and readouts alone
  bool too_large = false;  ///< an event count left 16 bits: rows are not all there

  /// Called by cores behind a barrier: all that work integrate, then all update, in one order.
  void serve(std::uint32_t row, const RowCounts::Due& due) {
    too_large = too_large || due.units > UINT16_MAX;  // as many as events, or more
    rows.push_back(
        {row, static_cast<std::uint16_t>(due.units), static_cast<std::uint16_t>(due.events)});
  }
  void end_image(std::uint32_t image) { images.push_back({image, rows.size()}); }
  void integrated(std::uint32_t core, std::uint64_t flits, std::uint64_t hops) {
    cores.push_back({core, images.size(), flits, hops});
  }
  void updated(Count stepped, Count decays, Count sent);
  void end_barrier(std::uint64_t host);
  /// Of nothing, with the memory that it has.
  void clear();
  /// After the last timestep.
  void complete(const ChipSpec& spec, const ChipCounts& counted, const SampleResult& sample);

  std::size_t bytes() const;

 private:
  std::uint64_t next_update_ = 0;
};

}  // namespace engram::hw
