#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "hw/noc/spike_input.hpp"

namespace engram::hw {

/// Events waiting for one image, and how often each row is due. All of an image's events have the
/// same delay, so they fall due in the order in which they came.
class RowCounts {
 public:
  /// `delay`: network timesteps between an event's and the one in which it is due.
  explicit RowCounts(std::uint32_t delay) : delay_(delay) {}

  /// An event of `count` unit events on `row`, sent in network timestep `timestep`.
  void push(std::uint32_t timestep, std::uint32_t row, std::uint32_t count) {
    waiting_.push_back({std::uint64_t{timestep} + delay_, row, count});
  }
  /// The same of events on axon records, of which record `first` leads to `row`, the next to the
  /// next.
  void push(std::uint32_t timestep, std::span<const AxonEvent> events, std::uint32_t first,
            std::uint32_t row) {
    const std::uint64_t due = std::uint64_t{timestep} + delay_;
    for (const AxonEvent& event : events) {
      waiting_.push_back({due, event.record - first + row, event.count});
    }
  }
  bool any_due(std::uint64_t timestep) const {
    return next_ < waiting_.size() && waiting_[next_].timestep <= timestep;
  }

  struct Due {
    std::uint64_t units = 0, events = 0;
  };
  struct Row {
    std::uint32_t row = 0;
    Due due;
  };
  /// Takes out what is due in network timestep `timestep`: rows ascending, each once. Valid until
  /// the next call. Quick where the events came in the order of rows.
  std::span<const Row> collect(std::uint64_t timestep);
  /// Forgets everything, due or not.
  void clear();

 private:
  struct Waiting {
    std::uint64_t timestep;
    std::uint32_t row, count;
  };
  void merge_rows();
  void gather(std::uint32_t first, std::size_t width);

  std::uint32_t delay_;
  std::vector<Waiting> waiting_;
  std::size_t next_ = 0;   ///< the first that still waits
  std::vector<Row> rows_;  ///< of the last collect
  /// Rows that came in no order, from the first on: a bit for each that is there, what is due.
  std::vector<std::uint64_t> there_, units_;
  std::vector<std::uint32_t> events_;
};

}  // namespace engram::hw
