#pragma once

#include <vector>

#include "sim/results/statistic.hpp"
#include "sim/run/prepare.hpp"
#include "sim/run/simulate.hpp"

namespace engram::sim {

/// Every figure of a run as one flat list, in a fixed order: energy by part and table, input
/// events, populations, projections, cores and their memories, zeros by cause, quantization,
/// samples.
std::vector<Statistic> collect(const Prepared& prepared, const Outcome& outcome);

/// What no figure of the run contains, one line each.
std::vector<std::string> not_included(const Prepared& prepared);

}  // namespace engram::sim
