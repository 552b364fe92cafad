#pragma once

#include <cstdint>
#include <vector>

namespace engram::hw {

/// Destination cores of the flits that each endpoint sends in a level, in order; endpoints are the
/// cores, then the host.
using FlitLog = std::vector<std::vector<std::uint32_t>>;

}  // namespace engram::hw
