#pragma once

#include <string>

#include "sim/run/prepare.hpp"
#include "sim/run/simulate.hpp"

namespace engram::sim {

/// What blocks of the chip did when, in the Trace Event Format that Perfetto (ui.perfetto.dev) and
/// Chrome (chrome://tracing) open: a track for the timesteps, with levels and barriers inside, one
/// for the host and one a core; complete events, times in microseconds at the chip's clock from the
/// begin of the sample. Memory is bounded by the window of timesteps asked for.
std::string trace_json(const Prepared& prepared, const hw::SampleResult& sample);

}  // namespace engram::sim
