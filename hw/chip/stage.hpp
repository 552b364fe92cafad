#pragma once

namespace engram::hw {

/// What is done between two barriers of a timestep.
enum class Stage {
  forward,   ///< a level integrates its events and steps its neurons
  backward,  ///< errors of a level's neurons are made, its columns read, partial sums sent
  exchange,  ///< cores with copies of a shared kernel send each other their gradients
  update     ///< traces and weights change
};
struct TimestepStage {
  Stage stage = Stage::forward;
  unsigned level = 0;  ///< forward, backward
  friend bool operator==(const TimestepStage&, const TimestepStage&) = default;
};

}  // namespace engram::hw
