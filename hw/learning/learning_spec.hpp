#pragma once

#include <cstdint>
#include <vector>

/// What the learning engines of a chip are configured with: plain data, made from a learning task.
namespace engram::hw {

enum class LearningRule {
  three_factor,  ///< error x surrogate derivative x presynaptic trace, where there is an error
  backprop,      ///< backpropagation in every step, dense: Schaefer et al. 2020
  stdp           ///< pair based, forward only with delayed updates: Pedroni et al. 2019
};
enum class StepRounding { nearest, stochastic };
enum class ZeroWeights {
  keep,     ///< a weight that becomes 0 stays a stored synapse and can come back
  reencode  ///< after each sample images are encoded anew without them
};
enum class Surrogate { boxcar, triangle };

struct LearningSpec {
  LearningRule rule = LearningRule::three_factor;
  std::vector<std::uint8_t> learns;  ///< by projection
  StepRounding rounding = StepRounding::nearest;
  ZeroWeights zero_weights = ZeroWeights::keep;
  std::uint64_t seed = 1;    ///< of stochastic rounding
  unsigned rate_shift = 16;  ///< a step is the gradient / 2^rate_shift levels

  // three_factor, backprop
  std::vector<std::uint8_t> targeted;  ///< by population: has a target count in every timestep
  unsigned error_bits = 16, backward_shift = 4;
  std::int64_t error_gain = 16;
  Surrogate surrogate = Surrogate::boxcar;
  double surrogate_width = 0.5;  ///< of the threshold
  unsigned surrogate_bits = 8;
  unsigned trace_bits = 16;
  std::uint32_t trace_decay = 3686;  ///< of 2^12 a timestep
  std::uint32_t trace_gain = 64;     ///< an event

  // stdp
  std::vector<std::uint32_t> potentiation;  ///< [k]: postsynaptic spike k timesteps after, 0..H-1
  std::vector<std::uint32_t> depression;    ///< [k - 1]: k timesteps before, 1..H
};

}  // namespace engram::hw
