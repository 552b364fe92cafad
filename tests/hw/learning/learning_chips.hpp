#pragma once

#include "hw/learning/learning_spec.hpp"
#include "tests/hw/hand_made.hpp"

/// Small chips that learn, and how they are told to.
namespace engram::hw::testing {

/// All of `projections` learn. One event is a trace of 64, one count of error is 16, every neuron
/// is near its threshold (boxcar of ten thresholds), and a gradient of 256 is a level.
LearningSpec steps_of_256(LearningRule rule, std::size_t projections,
                          std::vector<std::uint8_t> targeted);

/// in (6) -> a (5, on `cores`) -> b (4, on `cores`), and b -> a with a delay of 1: 6-bit weights, a
/// few of them 0.
ChipSpec loop(const EncodingChoice& choice, const std::vector<std::uint32_t>& cores);
/// Events for six timesteps of it, and targets for b.
std::vector<SampleInput> loop_events();
std::vector<SampleTargets> loop_targets();

/// A map of 1 x 4 x 4 onto one of 2 x 4 x 4, kernel 3 x 3 padded by one with a stored zero, its 32
/// outputs split evenly over `cores`, then densely onto 3 neurons on core 0. 6-bit weights.
ChipSpec convolution(const EncodingChoice& choice, const std::vector<std::uint32_t>& cores);

}  // namespace engram::hw::testing
