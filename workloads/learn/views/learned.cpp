#include <algorithm>
#include <cmath>

#include "workloads/compress/level_grid.hpp"
#include "workloads/learn/views/grid_view.hpp"
#include "workloads/learn/views/views.hpp"

namespace engram::workloads::views {
namespace {

/// Step d and range x learned with the weights (Uhlich et al. 2020, "parametric d, xmax"): d
/// round(clip(w, -x, x) / d). The bits are given, so d stays between x / (2^(b-1) - 1) and x.
///
/// With u = clip(w) / d and r = round(u), straight through but for the factor k of Lee et al. 2021:
/// to w: k inside the range, else 0. To d: r - k u, the rounding being scaled by k. To x: k sign(w)
/// outside the range. Gradients of d and x are clipped to d.
class Learned : public GridView {
 public:
  Learned(const QuantizeAware& options, const Connection& connection, bool shared)
      : GridView(options, connection, shared), strength_(options.ewgs_strength) {}

  void begin(std::span<const float> weights) override {
    const std::vector<double> range = none_zero(by_slice(weights, three_sigma));
    values_.clear();
    for (const double x : range) values_.push_back(static_cast<float>(x / top()));
    values_.insert(values_.end(), range.begin(), range.end());
    gradients_.assign(values_.size(), 0);
    keep_legal();
  }
  void backward(std::span<const float> weights, std::span<float> gradient) override {
    std::vector<double> sums(values_.size(), 0);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const std::size_t s = slice(i);
      const double g = static_cast<double>(gradient[i]), w = static_cast<double>(weights[i]);
      const double d = scale(s), most = range(s), u = std::clamp(w, -most, most) / d;
      const double r = level(w, d, s), k = ewgs(g, u, r, strength_);
      const bool inside = std::fabs(w) <= most;
      sums[s] += g * (r - k * u);
      if (!inside) sums[slices() + s] += w > 0 ? g * k : -g * k;
      gradient[i] = inside ? static_cast<float>(g * k) : 0.0F;
    }
    for (std::size_t p = 0; p < sums.size(); ++p) {
      const double most = scale(p % slices());
      gradients_[p] = static_cast<float>(std::clamp(sums[p], -most, most));
    }
  }
  std::span<float> parameters() override { return values_; }
  std::span<const float> parameter_gradients() const override { return gradients_; }
  void keep_legal() override {
    for (std::size_t s = 0; s < slices(); ++s) {
      float& x = values_[slices() + s];
      x = std::clamp(x, 1e-20F, 1e20F);
      values_[s] = std::clamp(values_[s], static_cast<float>(x / top()), x);
    }
  }

 protected:
  std::vector<double> scales(std::span<const float>) const override {
    return {values_.begin(), values_.begin() + static_cast<std::ptrdiff_t>(slices())};
  }
  double shareable(double scale) const override { return nearest_power(scale); }
  std::int32_t level(double weight, double scale, std::size_t slice) const override {
    const double most = static_cast<double>(values_[slices() + slice]);
    return GridView::level(std::clamp(weight, -most, most), scale, slice);
  }

 private:
  /// The range that is used: a scale that became a smaller power of two has levels for less.
  double range(std::size_t slice) const {
    return std::min(static_cast<double>(values_[slices() + slice]), (top() + 0.5) * scale(slice));
  }

  double strength_;
  std::vector<float> values_, gradients_;  // d of every slice, then x
};

}  // namespace

std::unique_ptr<WeightView> make_learned(const QuantizeAware& options, const Connection& connection,
                                         bool shared) {
  return std::make_unique<Learned>(options, connection, shared);
}

}  // namespace engram::workloads::views
