#pragma once

#include <cstdint>
#include <string>

#include "sim/run/simulate.hpp"

namespace engram::sim {

/// Reads `text`, FIRST:LAST, that was given with `option` into `window`. Throws InputFault where it
/// is something else or begins behind the last of `timesteps`.
void read_steps(const std::string& option, const std::string& text, std::uint32_t timesteps,
                TraceWindow& window);

/// Throws InputFault where there is no such sample.
void check_sample(const std::string& option, std::size_t sample, std::size_t samples);

}  // namespace engram::sim
