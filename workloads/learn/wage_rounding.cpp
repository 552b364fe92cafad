#include "workloads/learn/wage_rounding.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "workloads/network/random.hpp"

namespace engram::workloads::learn {
namespace {

template <class Scalar>
double largest(const Scalar* values, std::size_t count) {
  Scalar most = 0;
  for (std::size_t k = 0; k < count; ++k) most = std::max(most, std::abs(values[k]));
  return static_cast<double>(most);
}

}  // namespace

double nearest_power_of_two(double x) {
  int exponent = 0;
  const double mantissa = std::frexp(x, &exponent);  // x = mantissa 2^exponent, from 1/2 to 1
  return std::ldexp(1.0, mantissa < std::numbers::sqrt2 / 2 ? exponent - 1 : exponent);
}

template <class Scalar>
void errors_to_grid(Scalar* errors, std::size_t count, unsigned bits) {
  const double most = largest(errors, count);
  if (!(most > 0)) return;
  const auto scale = static_cast<Scalar>(nearest_power_of_two(most));
  for (std::size_t k = 0; k < count; ++k) errors[k] = to_grid(errors[k] / scale, bits) * scale;
}

void gradients_to_steps(float* gradients, std::size_t count, double rate, unsigned bits,
                        const StochasticRounding& key) {
  const double most = largest(gradients, count);
  if (!(most > 0)) return;
  const double factor = rate / nearest_power_of_two(most);
  const double unit = std::ldexp(1.0, 1 - static_cast<int>(bits));
  const std::uint64_t stream = random_bits(key.seed, key.projection, key.step, 0);
  for (std::size_t k = 0; k < count; ++k) {
    const double scaled = static_cast<double>(gradients[k]) * factor;
    const double below = std::floor(scaled);
    const auto draw = static_cast<double>(random_bits(stream, k, 0, 0) >> 48);
    const bool up = (scaled - below) * 65536 > draw;
    gradients[k] = static_cast<float>((up ? below + 1 : below) * unit);
  }
}

template void errors_to_grid(float*, std::size_t, unsigned);
template void errors_to_grid(double*, std::size_t, unsigned);

}  // namespace engram::workloads::learn
