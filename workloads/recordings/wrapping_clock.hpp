#pragma once

#include <cstdint>

namespace engram::workloads {

/// Time from a counter that wraps. A fall by more than half of the range is a wrap; a smaller one
/// is an event out of order and stays one. After a wrap, a rise by more than half is a straggler
/// from before it.
class WrappingClock {
 public:
  explicit WrappingClock(unsigned bits) : range_(std::uint64_t{1} << bits) {}
  /// `counter` < 2^bits; the result goes on where the counter begins anew.
  std::uint64_t extend(std::uint64_t counter) {
    const std::uint64_t half = range_ / 2;
    if (counter < last_ && last_ - counter > half) {
      base_ += range_;
    } else if (counter > last_ && counter - last_ > half && base_ > 0) {
      base_ -= range_;
    }
    last_ = counter;
    return base_ + counter;
  }

 private:
  std::uint64_t range_, base_ = 0, last_ = 0;
};

}  // namespace engram::workloads
