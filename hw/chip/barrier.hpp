#pragma once

#include <cstdint>
#include <exception>

#include "hw/chip/activity_span.hpp"

namespace engram::hw {

/// What cores and the host port report to when a level's work is done.
class Barrier {
 public:
  virtual ~Barrier() = default;
  /// Called once by each that was started in this level, whose work ends in `cycles` from now.
  virtual void arrive(std::uint64_t cycles) = 0;
  /// A block has worked for so many cycles until now. Written down only where the run asks for it.
  virtual void worked(std::uint32_t block, Work work, std::uint64_t cycles) = 0;
  /// The same, by one that is ahead of the clock: the block works from `begin` cycles from now on.
  virtual void works(std::uint32_t block, Work work, std::uint64_t begin, std::uint64_t cycles) = 0;
  /// The simulation cannot go on; the run ends with this exception.
  virtual void fail(std::exception_ptr failure) = 0;
};

}  // namespace engram::hw
