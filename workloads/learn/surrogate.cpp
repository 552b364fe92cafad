#include "workloads/learn/surrogate.hpp"

#include <cmath>
#include <numbers>

#include "workloads/learn/plain_functions.hpp"

namespace engram::workloads::learn {
namespace {

template <class Scalar>
Scalar logistic(Scalar x) {
  return static_cast<Scalar>(1 / (1 + exponential(-static_cast<double>(x))));
}

}  // namespace

template <class Scalar>
void surrogate_factors(const SurrogateOptions& options, const Scalar* x, std::size_t count,
                       Scalar* factors) {
  const auto slope = static_cast<Scalar>(options.slope);
  const Scalar one = 1;
  switch (options.kind) {
    case SurrogateKind::superspike:
      for (std::size_t n = 0; n < count; ++n) {
        const Scalar root = slope * std::abs(x[n]) + one;
        factors[n] = one / (root * root);
      }
      return;
    case SurrogateKind::atan: {
      const auto bent = static_cast<Scalar>(std::numbers::pi / 2) * slope;
      for (std::size_t n = 0; n < count; ++n) {
        factors[n] = one / (one + bent * x[n] * (bent * x[n]));
      }
      return;
    }
    case SurrogateKind::triangle:
      for (std::size_t n = 0; n < count; ++n) {
        const Scalar height = one - slope * std::abs(x[n]);
        factors[n] = height > 0 ? height : Scalar{0};
      }
      return;
    case SurrogateKind::sigmoid:
      for (std::size_t n = 0; n < count; ++n) {
        const Scalar s = logistic(slope * x[n]);
        factors[n] = slope * s * (one - s);
      }
      return;
  }
}

template <class Scalar>
Scalar smooth_spike(const SurrogateOptions& options, Scalar x) {
  const auto slope = static_cast<Scalar>(options.slope);
  const auto half = static_cast<Scalar>(0.5);
  switch (options.kind) {
    case SurrogateKind::superspike:
      return half + x / (1 + slope * std::abs(x));
    case SurrogateKind::atan: {
      const auto bent = static_cast<Scalar>(std::numbers::pi / 2) * slope;
      return half + std::atan(bent * x) / bent;
    }
    case SurrogateKind::triangle: {
      const Scalar inside = std::abs(x) < 1 / slope ? std::abs(x) : 1 / slope;
      const Scalar area = inside - slope * inside * inside / 2;
      return x < 0 ? half - area : half + area;
    }
    case SurrogateKind::sigmoid:
      return logistic(slope * x);
  }
  return 0;
}

template void surrogate_factors(const SurrogateOptions&, const float*, std::size_t, float*);
template void surrogate_factors(const SurrogateOptions&, const double*, std::size_t, double*);
template float smooth_spike(const SurrogateOptions&, float);
template double smooth_spike(const SurrogateOptions&, double);

}  // namespace engram::workloads::learn
