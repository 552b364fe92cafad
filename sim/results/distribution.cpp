#include "sim/results/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace engram::sim {
namespace {

double at_part(const std::vector<double>& sorted, double part) {
  const double place = static_cast<double>(sorted.size() - 1) * part;
  const auto below = static_cast<std::size_t>(std::floor(place));
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - std::floor(place));
}

}  // namespace

Distribution distribution(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  return {values.front(),        at_part(values, 0.25), at_part(values, 0.5),
          at_part(values, 0.75), values.back(),         sum / static_cast<double>(values.size())};
}

}  // namespace engram::sim
