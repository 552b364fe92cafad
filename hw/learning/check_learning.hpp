#pragma once

#include "hw/chip/chip.hpp"
#include "hw/chip/chip_spec.hpp"

namespace engram::hw {

/// Throws std::invalid_argument with one fault a line for learning that cannot be built: parameters
/// outside what the engine's 64-bit arithmetic takes, weights that are no levels, images that do
/// not say their source and inputs, `touched` updates with errors, shared kernels with stdp.
/// Precondition: the rest of the spec is sound. Nothing to check without learning.
void check_learning(const ChipSpec& spec);

/// Throws std::invalid_argument for targets of populations that have none, outside a population or
/// the run, or not sorted.
void check_targets(const ChipSpec& spec, const RunOptions& options);

}  // namespace engram::hw
