#include "workloads/learn/views/grid_view.hpp"

#include <algorithm>
#include <cmath>

#include "workloads/compress/level_grid.hpp"

namespace engram::workloads::views {

GridView::GridView(const QuantizeAware& options, const Connection& connection, bool shared,
                   WeightKind kind)
    : channels_(connection, options.per_channel ? 1 : 0),
      format_{kind, options.bits},
      shared_(shared) {}

double GridView::shareable(double scale) const {
  return std::exp2(std::ceil(std::log2(scale)));
}

std::vector<double> GridView::scales_used(std::span<const float> weights) const {
  std::vector<double> found = scales(weights);
  if (!shared_) return found;
  for (double& scale : found) scale = shareable(scale);
  return found;
}

std::int32_t GridView::level(double weight, double scale, std::size_t) const {
  const double x = weight / scale;
  return static_cast<std::int32_t>(nearest(levels_around(format_, x), x));
}

void GridView::forward(std::span<const float> weights, std::span<float> used) {
  used_scales_ = scales_used(weights);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double scale = used_scales_[slice(i)];
    used[i] = static_cast<float>(level(static_cast<double>(weights[i]), scale, slice(i)) * scale);
  }
}

Quantization GridView::quantization(std::span<const float> weights) const {
  Quantization found;
  found.format = format_;
  found.scale = scales_used(weights);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    found.levels.push_back(level(static_cast<double>(weights[i]), found.scale[slice(i)], slice(i)));
  }
  return found;
}

double largest(const std::vector<double>& weights) {
  double most = 0;
  for (const double weight : weights) most = std::max(most, std::fabs(weight));
  return most;
}

double three_sigma(const std::vector<double>& weights) {
  if (weights.empty()) return 0;
  double sum = 0, squares = 0;
  for (const double weight : weights) sum += weight;
  const double mean = sum / static_cast<double>(weights.size());
  for (const double weight : weights) squares += (weight - mean) * (weight - mean);
  const double deviation = std::sqrt(squares / static_cast<double>(weights.size()));
  return std::max(std::fabs(mean - 3 * deviation), std::fabs(mean + 3 * deviation));
}

std::vector<double> none_zero(std::vector<double> scales) {
  const double most = largest(scales);
  for (double& scale : scales) {
    if (!(scale > 0)) scale = most > 0 ? most : 1.0;
  }
  return scales;
}

double nearest_power(double x) {
  return std::exp2(std::nearbyint(std::log2(x)));
}

double ewgs(double gradient, double u, double r, double strength) {
  const double sign = gradient > 0 ? 1 : gradient < 0 ? -1 : 0;
  return 1 + strength * sign * (u - r);
}

}  // namespace engram::workloads::views
