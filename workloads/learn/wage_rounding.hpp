#pragma once

#include <cstddef>
#include <cstdint>

/// The number grids of training in few bits (Wu et al. 2018, "WAGE"; the 2020 study): `bits` have
/// steps of 2^(1 - bits) and reach from -(1 - step) to 1 - step.
namespace engram::workloads::learn {

/// The nearest number of the grid, halves away from 0. By conversion to an integer: unlike
/// std::round that is no call, and many are done at once.
template <class Scalar>
Scalar to_grid(Scalar value, unsigned bits) {
  const auto levels = static_cast<Scalar>(std::uint32_t{1} << (bits - 1));
  const Scalar top = levels - 1;
  Scalar scaled = value * levels;
  scaled = scaled > top ? top : scaled;
  scaled = scaled < -top ? -top : scaled;
  scaled += scaled < 0 ? Scalar(-0.5) : Scalar(0.5);
  return static_cast<Scalar>(static_cast<std::int32_t>(scaled)) / levels;
}

/// 2^round(log2 x), x > 0: the power of two that errors and gradients are counted in.
double nearest_power_of_two(double x);

/// Puts errors on the grid of `bits` times the power of two nearest to the largest of them. All 0:
/// left alone.
template <class Scalar>
void errors_to_grid(Scalar* errors, std::size_t count, unsigned bits);

/// Turns gradients into weight steps: rate g / 2^round(log2 max|g|) is rounded to a whole number,
/// up with the probability of its fraction, by 16 random bits of (seed, projection, weight, step);
/// times 2^(1 - bits).
struct StochasticRounding {
  std::uint64_t seed = 0, projection = 0, step = 0;
};
void gradients_to_steps(float* gradients, std::size_t count, double rate, unsigned bits,
                        const StochasticRounding& key);

}  // namespace engram::workloads::learn
