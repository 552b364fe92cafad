#include <cmath>

#include "workloads/compress/calibration.hpp"
#include "workloads/learn/views/grid_view.hpp"
#include "workloads/learn/views/views.hpp"

namespace engram::workloads::views {
namespace {

/// Ternary weight networks (Li and Liu 2016): 0 up to 0.7 mean|w|, scale mean|w| of the others,
/// both anew in every forward; the gradient goes straight through.
class Ternary : public GridView {
 public:
  Ternary(const QuantizeAware& options, const Connection& connection, bool shared)
      : GridView(two_bits(options), connection, shared) {}

 protected:
  std::vector<double> scales(std::span<const float> weights) const override {
    thresholds_.clear();
    return none_zero(by_slice(weights, [&](const std::vector<double>& part) {
      std::vector<double> sizes;
      for (const double weight : part) {
        if (weight != 0) sizes.push_back(std::fabs(weight));
      }
      const Calibrated found = calibrated(sizes, format(), Calibration::mean, 0);
      thresholds_.push_back(found.threshold.value_or(0));
      return found.scale;
    }));
  }
  double shareable(double scale) const override { return nearest_power(scale); }
  std::int32_t level(double weight, double, std::size_t slice) const override {
    if (!(std::fabs(weight) > thresholds_[slice])) return 0;
    return weight < 0 ? -1 : 1;
  }

 private:
  static QuantizeAware two_bits(QuantizeAware options) {
    options.bits = 2;
    return options;
  }
  mutable std::vector<double> thresholds_;  // of the weights that scales() saw last
};

}  // namespace

std::unique_ptr<WeightView> make_ternary(const QuantizeAware& options, const Connection& connection,
                                         bool shared) {
  return std::make_unique<Ternary>(options, connection, shared);
}

}  // namespace engram::workloads::views
