#include "workloads/tasks/manifolds.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "workloads/network/random.hpp"

namespace engram::workloads {

double sine_of_turns(double turns) {
  const double part = turns - static_cast<double>(static_cast<std::int32_t>(turns));
  // To a quarter of a turn round 0, where the series is short; sin(pi - x) = sin(x).
  const double half = part - 0.5;  // sin(2 pi part) = -sin(2 pi half)
  const double folded = std::min(std::max(half, -0.5 - half), 0.5 - half);
  const double x = -2 * std::numbers::pi * folded, x2 = x * x;
  return x *
         (1 + x2 * (-1.0 / 6 +
                    x2 * (1.0 / 120 + x2 * (-1.0 / 5040 + x2 * (1.0 / 362880 +
                                                                x2 * (-1.0 / 39916800 +
                                                                      x2 * (1.0 / 6227020800)))))));
}

Manifolds::Manifolds(std::uint64_t seed, std::uint32_t classes, std::uint32_t units,
                     std::uint32_t dimensions, double alpha)
    : units_(units),
      dimensions_(dimensions),
      terms_(static_cast<std::uint32_t>(std::min(1000.0, std::ceil(std::pow(1e-3, -1 / alpha))))) {
  const std::uint64_t functions = std::uint64_t{classes} * units;
  for (std::vector<float>* all : {&amplitude_, &frequency_, &phase_}) {
    all->reserve(functions * dimensions * terms_);
  }
  for (std::uint64_t function = 0; function < functions; ++function) {
    for (std::uint32_t dimension = 0; dimension < dimensions; ++dimension) {
      for (std::uint32_t term = 0; term < terms_; ++term) {
        const auto draw = [&](unsigned k) {
          return random_unit(seed, function, std::uint64_t{dimension} * terms_ + term, k);
        };
        const double decline = 1 / (std::pow(term + 1.0, alpha) + 1);
        amplitude_.push_back(static_cast<float>(term == 0 ? 0 : draw(0) * decline));
        frequency_.push_back(static_cast<float>(term * draw(1)));
        phase_.push_back(static_cast<float>(draw(2)));
      }
    }
  }
}

double Manifolds::value(std::uint32_t of_class, std::uint32_t unit,
                        std::span<const double> x) const {
  double product = 1;
  for (std::uint32_t dimension = 0; dimension < dimensions_; ++dimension) {
    const std::size_t first =
        ((std::size_t{of_class} * units_ + unit) * dimensions_ + dimension) * terms_;
    double sum = 0;
    for (std::size_t at = first; at < first + terms_; ++at) {
      sum += double{amplitude_[at]} * sine_of_turns(frequency_[at] * x[dimension] + phase_[at]);
    }
    product *= sum;
  }
  return product;
}

}  // namespace engram::workloads
