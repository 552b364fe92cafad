#include "workloads/learn/wage_rounding.hpp"

#include <algorithm>
#include <cmath>

#include "workloads/network/random.hpp"

namespace engram::workloads {

void round_to_step(std::span<float> values, unsigned bits) {
  const double steps = std::exp2(static_cast<double>(bits) - 1), top = steps - 1;
  for (float& value : values) {
    const double x = std::clamp(static_cast<double>(value) * steps, -top, top);
    value = static_cast<float>(std::nearbyint(x) / steps);
  }
}

int scale_exponent(std::span<const float> values) {
  float most = 0;
  for (const float value : values) most = std::max(most, std::fabs(value));
  return most > 0 ? static_cast<int>(std::nearbyint(std::log2(static_cast<double>(most)))) : 0;
}

int round_errors(std::span<float> errors, unsigned bits) {
  const int exponent = scale_exponent(errors);
  for (float& error : errors) {
    error = static_cast<float>(std::ldexp(static_cast<double>(error), -exponent));
  }
  round_to_step(errors, bits);
  return exponent;
}

void round_gradient(std::span<float> gradient, unsigned bits, double rate,
                    const GradientDraws& draws) {
  const double unit = std::exp2(1 - static_cast<double>(bits));
  const double factor = std::ldexp(rate, -scale_exponent(gradient));
  for (std::size_t i = 0; i < gradient.size(); ++i) {
    const double size = std::fabs(static_cast<double>(gradient[i])) * factor;
    const double whole = std::floor(size);
    const std::uint64_t random = random_bits(draws.seed, draws.layer, draws.step, i) & 0xffff;
    const bool up = (size - whole) * 65536 > static_cast<double>(random);
    const double rounded = (up ? whole + 1 : whole) * unit;
    gradient[i] = static_cast<float>(gradient[i] < 0 ? -rounded : rounded);
  }
}

}  // namespace engram::workloads
