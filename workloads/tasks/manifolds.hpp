#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace engram::workloads {

/// sin(2 pi turns) to within 1e-9, by the same few operations on every platform: no library's sine.
/// Precondition: 0 <= turns < 2^31.
double sine_of_turns(double turns);

/// Random smooth functions of `dimensions` coordinates in [0, 1], one a (class, unit), as in
/// randman (F. Zenke, github.com/fzenke/randman):
///
///   f(x) = prod_d sum_{i=0}^{F-1} a_i S_i sin(2 pi (i b_i x_d + c_i)),  S_i = 1 / ((i+1)^alpha +
///   1)
///
/// with a, b, c uniform in [0, 1), a_0 = 0, F = min(1000, ceil(1e-3^(-1/alpha))). Draw k of (a, b,
/// c) is random_unit(seed, class * units + unit, d * F + i, k), kept as float.
class Manifolds {
 public:
  Manifolds(std::uint64_t seed, std::uint32_t classes, std::uint32_t units,
            std::uint32_t dimensions, double alpha);

  std::uint32_t terms() const { return terms_; }  ///< F
  double value(std::uint32_t of_class, std::uint32_t unit, std::span<const double> x) const;

 private:
  std::uint32_t units_, dimensions_, terms_;
  std::vector<float> amplitude_, frequency_, phase_;  ///< [class][unit][dimension][term]
};

}  // namespace engram::workloads
