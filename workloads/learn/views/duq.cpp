#include <algorithm>
#include <cmath>

#include "workloads/learn/views/grid_view.hpp"
#include "workloads/learn/views/views.hpp"

namespace engram::workloads::views {
namespace {

/// DuQ (Park and Yoo 2020, PROFIT) as Schaefer et al. 2023 took it: c round(hardtanh(w / a) (n -
/// 1)) / (n - 1) with n = 2^(b-1): 2^b - 1 levels of scale c / (n - 1). Clip a and output scale c
/// are learned; both begin at max|mean +- 3 deviations|.
///
/// With u = hardtanh(w / a) (n - 1), r = round(u) and the factor k of Lee et al. 2021: to w: c / a
/// k inside the clip, else 0. To a: -w c / a^2 k inside. To c: r / (n - 1).
class Duq : public GridView {
 public:
  Duq(const QuantizeAware& options, const Connection& connection, bool shared)
      : GridView(options, connection, shared), strength_(options.ewgs_strength) {}

  void begin(std::span<const float> weights) override {
    const std::vector<double> range = none_zero(by_slice(weights, three_sigma));
    values_.assign(range.begin(), range.end());
    values_.insert(values_.end(), range.begin(), range.end());
    gradients_.assign(values_.size(), 0);
    keep_legal();
  }
  void backward(std::span<const float> weights, std::span<float> gradient) override {
    std::vector<double> sums(values_.size(), 0);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const std::size_t s = slice(i);
      const double g = static_cast<double>(gradient[i]), w = static_cast<double>(weights[i]);
      const double a = clip(s), c = scale(s) * top();
      const double u = std::clamp(w / a, -1.0, 1.0) * top();
      const double r = level(w, scale(s), s), k = ewgs(g, u, r, strength_);
      const bool inside = std::fabs(w) <= a;
      if (inside) sums[s] -= g * w * c / (a * a) * k;
      sums[slices() + s] += g * r / top();
      gradient[i] = inside ? static_cast<float>(g * c / a * k) : 0.0F;
    }
    for (std::size_t p = 0; p < sums.size(); ++p) gradients_[p] = static_cast<float>(sums[p]);
  }
  std::span<float> parameters() override { return values_; }
  std::span<const float> parameter_gradients() const override { return gradients_; }
  void keep_legal() override {
    for (float& value : values_) value = std::clamp(value, 1e-20F, 1e20F);
  }

 protected:
  std::vector<double> scales(std::span<const float>) const override {
    std::vector<double> found;
    for (std::size_t s = 0; s < slices(); ++s) {
      found.push_back(static_cast<double>(values_[slices() + s]) / top());
    }
    return found;
  }
  double shareable(double scale) const override { return nearest_power(scale); }
  std::int32_t level(double weight, double, std::size_t slice) const override {
    const double u = std::clamp(weight / clip(slice), -1.0, 1.0) * top();
    return static_cast<std::int32_t>(std::nearbyint(u));  // ties to even
  }

 private:
  double clip(std::size_t slice) const { return static_cast<double>(values_[slice]); }

  double strength_;
  std::vector<float> values_, gradients_;  // a of every slice, then c
};

}  // namespace

std::unique_ptr<WeightView> make_duq(const QuantizeAware& options, const Connection& connection,
                                     bool shared) {
  return std::make_unique<Duq>(options, connection, shared);
}

}  // namespace engram::workloads::views
