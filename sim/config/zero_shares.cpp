#include <cmath>

#include "sim/config/spatial_config.hpp"

namespace engram::sim {
namespace {

/// The x in [0, 40] at which a rising function is `value`, by halving; the same on every machine.
template <class Function>
double inverse(Function function, double value) {
  double low = 0, high = 40;
  for (int halving = 0; halving < 100; ++halving) {
    const double middle = (low + high) / 2;
    (function(middle) < value ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

std::vector<double> shares_at_threshold(const std::vector<double>& profile,
                                        const std::vector<double>& weights, double zeros) {
  std::vector<double> thresholds;  // in spreads of the layer's weights
  double all = 0;
  for (std::size_t layer = 0; layer < profile.size(); ++layer) {
    thresholds.push_back(inverse([](double x) { return std::erf(x); }, profile[layer]));
    all += weights[layer];
  }
  const auto share = [&](std::size_t layer, double factor) {
    if (profile[layer] <= 0 || profile[layer] >= 1) return profile[layer];
    return std::erf(factor * thresholds[layer]);
  };
  const double factor = inverse(
      [&](double candidate) {
        double sum = 0;
        for (std::size_t layer = 0; layer < profile.size(); ++layer) {
          sum += weights[layer] * share(layer, candidate);
        }
        return sum / all;
      },
      zeros);
  std::vector<double> shares;
  for (std::size_t layer = 0; layer < profile.size(); ++layer) {
    shares.push_back(zeros <= 0 ? 0 : share(layer, factor));
  }
  return shares;
}

}  // namespace engram::sim
