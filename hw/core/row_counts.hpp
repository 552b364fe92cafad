#pragma once

#include <cstdint>
#include <vector>

namespace engram::hw {

/// Events waiting for one image, and how often each row is due. All of an image's events have the
/// same delay, so they fall due in the order in which they came.
class RowCounts {
 public:
  explicit RowCounts(std::uint32_t rows) : due_(rows) {}

  /// An event of `count` unit events on `row`, due in network timestep `timestep`.
  void push(std::uint64_t timestep, std::uint32_t row, std::uint32_t count) {
    waiting_.push_back({timestep, row, count});
  }
  bool any_due(std::uint64_t timestep) const {
    return next_ < waiting_.size() && waiting_[next_].timestep <= timestep;
  }

  struct Due {
    std::uint64_t units = 0, events = 0;
  };
  /// Takes out what is due; returns the rows concerned, ascending. Valid until the next call.
  const std::vector<std::uint32_t>& collect(std::uint64_t timestep);
  const Due& due(std::uint32_t row) const { return due_[row]; }
  /// Forgets everything, due or not.
  void clear();

 private:
  struct Waiting {
    std::uint64_t timestep;
    std::uint32_t row, count;
  };
  std::vector<Waiting> waiting_;
  std::size_t next_ = 0;             ///< the first that still waits
  std::vector<Due> due_;             ///< by row; zero outside rows_
  std::vector<std::uint32_t> rows_;  ///< of the last collect
};

}  // namespace engram::hw
