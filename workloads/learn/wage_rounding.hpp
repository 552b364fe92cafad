#pragma once

#include <cstdint>
#include <span>

/// Rounding of what is not a weight, in the manner of WAGE (Wu et al. 2018) as Schaefer et al. 2020
/// took it: b bits have the step 2^(1-b) and the range +-(1 - step). Bits: 2 to 24 (a float holds
/// them exactly).
namespace engram::workloads {

/// Q(clip(x)): states and activations, to the nearest step, ties to even.
void round_to_step(std::span<float> values, unsigned bits);

/// round(log2 max|x|): the power of two that brings errors and gradients into range. 0 where all
/// are 0.
int scale_exponent(std::span<const float> values);

/// Errors of a layer and timestep: divided by 2^exponent, then Q(clip()). Returns the exponent: an
/// error is value 2^exponent. The paper goes on with the values as they are here.
int round_errors(std::span<float> errors, unsigned bits);

/// Keys a draw: the same run, layer and step draw the same.
struct GradientDraws {
  std::uint64_t seed = 1, layer = 0, step = 0;
};

/// Gradient of a layer's weights to the update of the paper's weights, which is to be subtracted
/// (WeightView::update_unit in others): rate g / 2^exponent, rounded to whole numbers up or down by
/// a draw of 16 random bits (up where the fraction exceeds draw / 2^16), times 2^(1-bits).
void round_gradient(std::span<float> gradient, unsigned bits, double rate,
                    const GradientDraws& draws);

}  // namespace engram::workloads
