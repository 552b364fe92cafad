#pragma once

#include <cstdint>
#include <string>

#include "energy/activity.hpp"
#include "hw/chip/chip_spec.hpp"
#include "hw/core/core_counts.hpp"
#include "hw/learning/learning_counts.hpp"

/// A core's counts as lines of an Activity. Lines and their order depend on the spec alone, so that
/// activities of several samples can be added line by line.
namespace engram::hw {

/// Flip-flops of a core beside its accumulators: pipeline and control (hw/README.md, constants).
inline constexpr std::uint64_t kCoreFlipFlops = 512;
/// Operand width of controllers and multipliers, in bits.
inline constexpr unsigned kDatapathBits = 32;

std::string core_block(std::uint32_t core);  ///< "core3"

/// Whether a region counts as weights or as metadata.
Part region_part(RegionKind kind);

/// Records of the memories that have one a neuron.
std::uint64_t neuron_depth(const ChipSpec& spec, const CoreSpec& core);

/// Shape of a core's accumulators, one entry a neuron.
MemoryShape accumulator_shape(const ChipSpec& spec, const CoreSpec& core);

/// `learning`: null without.
void add_core_memories(const ChipSpec& spec, std::uint32_t core, const CoreCounts& counts,
                       const LearningCounts* learning, Activity& activity);
void add_core_logic(const ChipSpec& spec, std::uint32_t core, const CoreCounts& counts,
                    Activity& activity);

}  // namespace engram::hw
