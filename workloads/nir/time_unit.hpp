#pragma once

#include <cstddef>
#include <cstdint>

namespace engram::workloads {

/// Longest delay of a way, in timesteps: 2^16.
inline constexpr std::uint32_t most_delay = 1 << 16;
/// Most delays that may differ in one Delay node: each makes a projection.
inline constexpr std::size_t most_delays = 256;

/// Delay / dt as a number of timesteps, whole within 1e-6 (relative from 1 on: files hold float32
/// roundings of products). Throws NetworkFault: dt missing, no whole number, beyond most_delay, and
/// what check_plausible refuses.
std::uint32_t whole_timesteps(double delay, double dt, bool unit_is_stated);

/// Throws NetworkFault for a time of 1 s or more that is 1000 timesteps or more, unless the file's
/// unit of time is stated: it looks like a number of timesteps. `field` begins the text.
void check_plausible(const char* field, double time, double dt, bool unit_is_stated);

}  // namespace engram::workloads
