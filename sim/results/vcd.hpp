#pragma once

#include <cstdint>
#include <string>

#include "hw/chip/wave_log.hpp"

namespace engram::sim {

/// Signals as a value change dump (IEEE 1364-2005, clause 18), which GTKWave and its like open.
/// Times are picoseconds since the sample began. A signal is unknown (x) until it is first set; a
/// pulse begins at 0. Letters of names that such a file cannot hold become '_'.
std::string vcd_text(const hw::WaveLog& waves, std::uint64_t clock_period_ps);

}  // namespace engram::sim
