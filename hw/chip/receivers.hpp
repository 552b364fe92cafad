#pragma once

#include "hw/chip/recount.hpp"

namespace engram::hw {

/// Counts anew which accumulator entries a work clears (CoreCounts::drain_writes) where rows lead
/// to other neurons than those of the chip that did it, or where that chip did not look at rows
/// (RunOptions::known). With update `sweep` that is all that targets decide.
/// Preconditions: update `sweep`; same_work as the chip that did the work; `rows` are those of the
/// spec's images, decoded for the work. Throws std::overflow_error as SteppedChip does.
void count_receivers(const ChipSpec& spec, const ChipRows& rows, SampleWork& work);

}  // namespace engram::hw
