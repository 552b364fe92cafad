#pragma once

#include "tests/hw/hand_made.hpp"

/// Small chips that are as busy in every timestep as in any other.
namespace engram::hw::testing {

/// As many events of input 0, which has `neurons`, in every timestep, some of them of two, on other
/// neurons than in the timestep before.
std::vector<SampleInput> steady_events(std::uint32_t neurons, std::uint32_t timesteps);

/// in (64) -> a (40) -> b (12) on one core, of whose weights none is 0.
ChipSpec dense_chip(const EncodingChoice& choice, const WeightFormat& format,
                    const NeuronSpec& neuron);

/// in (64) -> a (600) -> b (60), both on cores 0, 1 and 3; a -> a with a delay of 3, b -> a with
/// one of 2. From a quarter of the weights to a fiftieth are not 0: rows of every form.
ChipSpec recurrent_chip(const EncodingChoice& choice, const WeightFormat& format,
                        const NeuronSpec& neuron);

/// A map of 32 x 32, pooled by 2 x 2, through two kernels of 3 x 3 onto one of 2 x 16 x 16 on cores
/// 0, 1 and 3; then densely onto 10 neurons on core 2. The kernels have zeros in them.
ChipSpec pooled_convolution_chip(const EncodingChoice& choice, const WeightFormat& format,
                                 const NeuronSpec& neuron);

/// in (64) -> a (90) -> b (36), both on cores 0, 1 and 3; b -> a with a delay of 1. Of the 8-bit
/// weights two of three are not 0; they are high, so that they have far to go in both directions.
ChipSpec steady_learner(const EncodingChoice& choice);

/// A map of 16 x 16 through two kernels of 3 x 3, with zeros in them, onto one of 2 x 16 x 16 on
/// cores 0, 1 and 3; then onto 10 neurons on core 2. 8-bit weights.
ChipSpec steady_convolution_learner(const EncodingChoice& choice);

}  // namespace engram::hw::testing
