#pragma once

#include <string>

#include "hw/chip/chip.hpp"

/// Runs of chips that are as busy in every timestep as in any other, with calls of operator new
/// counted.
namespace engram::hw::testing {

/// Of the shorter of two samples.
inline constexpr std::uint32_t kCountedTimesteps = 24;

/// What is wrong with a chip in SystemC that has run before: nothing, as it should be. Else it
/// allocates more in a sample than in one of half its length; or is not worth the look, as its
/// neurons are silent, or it learns and there is a timestep in which no weight changes.
std::string allocation_faults(const ChipSpec& spec, const RunOptions& options = {});

/// Nothing, in SystemC and stepped, each in a process of its own.
void expect_none(const ChipSpec& spec, const RunOptions& options = {});

}  // namespace engram::hw::testing
