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
    due_with(timestep).push_back({row, 1, count});
  }
  /// The same of events on axon records, of which record `first` leads to `row`, the next to the
  /// next.
  void push(std::uint32_t timestep, std::span<const AxonEvent> events, std::uint32_t first,
            std::uint32_t row) {
    std::vector<Row>& due = due_with(timestep);
    for (const AxonEvent& event : events) {
      due.push_back({event.record - first + row, 1, event.count});
    }
  }
  bool any_due(std::uint64_t timestep) const {
    return waiting_ > 0 && batches_.front().timestep <= timestep;
  }

  struct Due {
    std::uint64_t units = 0, events = 0;
  };
  struct Row {
    std::uint32_t row = 0, events = 0;
    std::uint64_t units = 0;
    Due due() const { return {units, events}; }
  };
  /// Takes out what is due in network timestep `timestep`, as it came: a row can be due several
  /// times. Valid until the next call.
  std::span<const Row> take(std::uint64_t timestep);
  /// The same with rows ascending, each once. Quick where the events came in the order of rows.
  /// Valid until the next call for any image in this thread: those of a thread sort in one place,
  /// which so stays in the processor's cache.
  std::span<const Row> collect(std::uint64_t timestep);
  /// Forgets everything, due or not.
  void clear();

 private:
  /// Events with the same timestep in which they are due.
  struct Batch {
    std::uint64_t timestep = 0;
    std::vector<Row> rows;
  };
  std::vector<Row>& due_with(std::uint32_t timestep) {
    const std::uint64_t due = std::uint64_t{timestep} + delay_;
    if (waiting_ == 0 || batches_[waiting_ - 1].timestep != due) open(due);
    return batches_[waiting_ - 1].rows;
  }
  void open(std::uint64_t due);

  std::uint32_t delay_;
  std::vector<Batch>
      batches_;              ///< by timestep; behind those that wait empty ones, to be used again
  std::size_t waiting_ = 0;  ///< batches
  std::vector<Row> taken_;
};

}  // namespace engram::hw
