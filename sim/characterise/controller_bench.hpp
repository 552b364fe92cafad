#pragma once

#include <string>

#include "sim/characterise/controller_workload.hpp"

namespace engram::sim {

/// The module that is mapped: the controller with its parameters set, named `controller_top`. A
/// forward one has event_operation at 0 and no updates, and loses what only those need.
std::string controller_top(const ControllerKind& kind, const ControllerSetup& setup, bool forward);

/// A bench (module `bench`) for controller_top and its netlist `gates`: a memory, events, a
/// receiver that is not always ready; both designs get the same inputs, and "mismatch" is printed
/// where their outputs differ. Prints counts of rows (events accepted), words (read and written),
/// weights (delivered) and cycles. Plusargs: events=N, gap=N, not_ready=N (of 8), dump=FILE; files
/// memory.hex and events.hex. The clock has `period_ps`.
std::string controller_bench(const ControllerSetup& setup, bool forward, std::uint64_t words,
                             unsigned period_ps);

}  // namespace engram::sim
