#pragma once

#include <cstdint>
#include <span>

#include "hw/core/level_work.hpp"

namespace sc_core {
class sc_event;
}

namespace engram::hw {

/// Serves the rows of a core in place of its RowClock, in the time of the simulation: RTL inside
/// the running chip (tests/cosim). The core's counts stay those of its model.
class RowServer {
 public:
  virtual ~RowServer() = default;
  /// Serves `rows` (at least one), the first asked for in this cycle, and notifies `served` in the
  /// first cycle after the last addition. `rows` may change after the call.
  virtual void serve(std::span<const RowService> rows, sc_core::sc_event& served) = 0;
};

}  // namespace engram::hw
