#pragma once

#include <vector>

#include "hw/chip/chip.hpp"
#include "hw/chip/chip_spec.hpp"

namespace engram::hw {

/// Throws std::invalid_argument for a chip that cannot be built: sizes of 0, references to cores,
/// records, rows or neurons that do not exist, neurons that live nowhere or twice, a zero-delay
/// projection that does not lead to a higher level, fixed memories that are too small.
void check_spec(const ChipSpec& spec);

/// Throws std::invalid_argument for events that do not fit the chip, or that are not sorted.
void check_inputs(const ChipSpec& spec, const std::vector<SampleInput>& inputs,
                  const RunOptions& options);

}  // namespace engram::hw
