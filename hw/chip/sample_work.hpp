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
  static constexpr std::uint32_t kSeveral = std::uint32_t{1} << 31;
  struct Row {  ///< due, as RowCounts::Due
    std::uint32_t row = 0, units = 0, events = 0;
  };
  struct Image {
    std::uint32_t image = 0;
    std::uint64_t rows_end = 0;  ///< its rows reach up to here in `rows`
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
  /// A row that is due once is its number alone, most are; else kSeveral is set in that, and units
  /// and events follow, 16 bits each.
  std::vector<std::uint32_t> rows;
  std::vector<Image> images;
  std::vector<Core> cores;
  std::vector<Barrier> barriers;  ///< as many for each timestep of the chip

  /// Sums over the sample, by core, image and row.
  std::vector<std::vector<std::vector<RowCounts::Due>>> totals;
  ChipCounts counts;       ///< images and busy cycles do not count
  SampleResult result;     ///< of it spikes and readouts alone
  bool too_large = false;  ///< a row left 31 bits or its events 16: rows are not what they were

  /// Called by cores behind a barrier: all that work integrate, then all update, in one order.
  void serve(std::uint32_t row, const RowCounts::Due& due) {
    too_large = too_large || row >= kSeveral || due.units > UINT16_MAX;  // events are no more
    if (due.units == 1) return rows.push_back(row);
    rows.push_back(row | kSeveral);
    rows.push_back(static_cast<std::uint32_t>(due.units << 16 | due.events));
  }
  /// The row at a place in `rows`, which then is the next one's.
  Row served(std::uint64_t& place) const {
    const std::uint32_t row = rows[place++];
    if (row < kSeveral) return {row, 1, 1};
    const std::uint32_t due = rows[place++];
    return {row & ~kSeveral, due >> 16, due & UINT16_MAX};
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
