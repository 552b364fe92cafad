#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "hw/pipeline/row_pipeline.hpp"

namespace engram::hw {

/// One event that a core served: the row, when, each word it read and each addition it began.
/// Cycles count from the begin of the sample.
struct ServedRow {
  std::uint32_t timestep = 0;  ///< of the chip
  std::uint32_t core = 0, image = 0, row = 0;
  RowTimes times;
  RowLog log;
};

/// The rows that cores serve at fidelity `cycle` while a window is open, core by core in the order
/// of service.
class RowTrace {
 public:
  /// The cycle from which the others count.
  void begin(std::uint64_t origin) { origin_ = origin; }
  void open(bool window, std::uint32_t timestep) {
    open_ = window;
    timestep_ = timestep;
  }
  /// `log` may be emptied by this.
  void add(std::uint32_t core, std::uint32_t image, std::uint32_t row, RowTimes times,
           RowLog& log) {
    if (!open_) return;
    for (std::uint64_t* cycle : {&times.accepted, &times.fetched, &times.finished}) {
      *cycle -= origin_;
    }
    for (WordGrant& word : log.words) word.cycle -= origin_;
    for (std::uint64_t& cycle : log.additions) cycle -= origin_;
    rows_.push_back({timestep_, core, image, row, times, std::exchange(log, {})});
  }
  const std::vector<ServedRow>& rows() const { return rows_; }

 private:
  std::uint64_t origin_ = 0;
  std::uint32_t timestep_ = 0;
  bool open_ = false;
  std::vector<ServedRow> rows_;
};

}  // namespace engram::hw
