#pragma once

#include <cstdint>
#include <limits>

#include "hw/chip/stage.hpp"

namespace engram::hw {

/// What a block of the chip does for a while.
enum class Work {
  timestep,   ///< the chip: from the first level's opening to the last barrier
  level,      ///< the chip: from the opening of a level to its barrier, that included
  barrier,    ///< the chip: all have arrived, the signal is on its way
  input,      ///< the host: events enter
  integrate,  ///< a core: rows are served
  update,     ///< a core: neurons are stepped, spikes are sent
  backward,   ///< chip and cores: errors of a level go back through columns
  exchange,   ///< chip and cores: gradients of shared kernels are sent
  learn       ///< chip and cores: weights change
};
const char* to_string(Work work);
/// What a core does in a stage that is not forward.
Work learning_work(Stage stage);

/// A stretch of work in cycles since the sample began, [begin, end).
struct ActivitySpan {
  /// Blocks that are no core.
  static constexpr std::uint32_t kChip = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::uint32_t kHost = kChip - 1;

  Work work = Work::timestep;
  std::uint32_t block = kChip;  ///< a core, kHost or kChip
  std::uint32_t timestep = 0;
  unsigned level = 0;  ///< 0 of a whole timestep, an exchange or update
  std::uint64_t begin = 0, end = 0;
  friend bool operator==(const ActivitySpan&, const ActivitySpan&) = default;
};

}  // namespace engram::hw
