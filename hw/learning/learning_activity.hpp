#pragma once

#include <cstdint>

#include "energy/activity.hpp"
#include "hw/chip/chip_spec.hpp"
#include "hw/learning/learning_counts.hpp"

/// What learning did as lines of an Activity (hw/README.md lists them). Lines depend on the spec
/// alone. All need ChipSpec::learning.
namespace engram::hw {

/// Traces, errors or histories, gradients of shared kernels, routing read backward.
void add_learning_memories(const ChipSpec& spec, std::uint32_t core, const LearningCounts& counts,
                           Activity& activity);
/// Controllers backward and in updates, arithmetic.
void add_learning_logic(const ChipSpec& spec, std::uint32_t core, const LearningCounts& counts,
                        Activity& activity);
/// The core's pipeline while it learns.
void add_learning_clock(const ChipSpec& spec, std::uint32_t core, const LearningCounts& counts,
                        Activity& activity);
void add_learning_noc(const ChipSpec& spec, const LearningTraffic& traffic, Activity& activity);

}  // namespace engram::hw
