#pragma once

#include <cstddef>
#include <vector>

#include "hw/chip/chip.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {

/// The events of sample `index`, as the chip takes them.
std::vector<hw::SampleInput> chip_inputs(const Prepared& prepared, std::size_t index);

/// What the neurons should emit in sample `index`; none without learning from errors.
std::vector<hw::SampleTargets> chip_targets(const Prepared& prepared, std::size_t index);

}  // namespace engram::sim
