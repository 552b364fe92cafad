#pragma once

#include <cstdint>

namespace engram::hw::testing {

/// Calls of operator new in this process so far, by whatever library. What calls malloc itself is
/// not among them. A program that links this has its operators new and delete replaced.
std::uint64_t allocations();

}  // namespace engram::hw::testing
