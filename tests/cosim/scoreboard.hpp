#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace engram::cosim {

/// Compares what the model and its twin did, cycle by cycle, and remembers the last cycles of both.
/// Knows nothing of either: a cycle is one value for each signal, in the order of their names.
/// Values that mean nothing in a cycle (an address without a read) are 0 on both sides.
class Scoreboard {
 public:
  using Values = std::vector<std::uint64_t>;
  explicit Scoreboard(std::vector<std::string> signals) : signals_(std::move(signals)) {}

  /// One more cycle. False from the first mismatch on; what comes after it is not compared.
  bool compare(Values model, Values twin);
  bool agrees() const { return wrong_.empty(); }
  std::uint64_t cycles() const { return cycles_; }  ///< compared
  /// The first mismatch and both histories up to it, "" if there is none.
  std::string report() const;

 private:
  struct Cycle {
    std::uint64_t number;
    Values model, twin;
  };
  static constexpr std::size_t kRemembered = 16;
  std::string row(const Cycle& cycle, const Values& values) const;

  std::vector<std::string> signals_, wrong_;  ///< names; of those that differ
  std::deque<Cycle> history_;
  std::uint64_t cycles_ = 0;
};

}  // namespace engram::cosim
