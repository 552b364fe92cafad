#pragma once

#include <vector>

#include "energy/activity.hpp"
#include "energy/table.hpp"

namespace engram::sim {

/// Prices the chip at rest, so that what is missing or too slow is found before anything runs.
/// Throws InputFault with all that a table has no row for, and where the clock is faster than its
/// slowest memory.
void check_tables(const Activity& idle, const std::vector<energy::Table>& tables);

}  // namespace engram::sim
