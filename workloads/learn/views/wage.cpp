#include <algorithm>
#include <cmath>

#include "workloads/learn/views/grid_view.hpp"
#include "workloads/learn/views/views.hpp"

namespace engram::workloads::views {
namespace {

/// Weights that enter an output neuron; of a sparse connection the mean.
double fan_in(const Connection& connection) {
  if (const auto* dense = std::get_if<Dense>(&connection)) return dense->inputs;
  if (const auto* conv = std::get_if<Conv2d>(&connection)) {
    const ConvGeometry& g = conv->geometry;
    return static_cast<double>(g.in_channels / g.groups) * g.kernel_height * g.kernel_width;
  }
  const auto& sparse = std::get<Sparse>(connection);
  return static_cast<double>(sparse.target.size()) / std::max(1U, sparse.outputs);
}

/// Wu et al. 2018 as Schaefer et al. 2020 took it: in the paper's weights W, Q(clip(W)) / s with
/// the step 2^(1-b), the clip +-(1 - step) and the layer's s = 2^round(log2(M / L)), M = 1 -
/// 2^-b, L = sqrt(3 / fan-in): M / s is about the range that the layer needs. Here weights are W /
/// s, so that they have the size of those used and no network has to be rescaled: the scale of a
/// level is step / s.
///
/// The gradient goes straight through, but not further out where a weight is clipped: the paper
/// clips W after each update instead.
class Wage : public GridView {
 public:
  Wage(const QuantizeAware& options, const Connection& connection, bool shared)
      : GridView(options, connection, shared) {
    const double limit = std::sqrt(3 / std::max(1.0, fan_in(connection)));
    divisor_ = nearest_power((1 - std::exp2(-static_cast<double>(options.bits))) / limit);
  }
  void backward(std::span<const float> weights, std::span<float> gradient) override {
    const double most = top() * scale(0);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const bool out = std::fabs(static_cast<double>(weights[i])) >= most;
      // A step goes against the gradient.
      if (out && weights[i] * gradient[i] < 0) gradient[i] = 0;
    }
  }
  double update_unit() const override { return 1 / divisor_; }

 protected:
  std::vector<double> scales(std::span<const float>) const override {
    const double step = std::exp2(1 - static_cast<double>(format().bits));
    return std::vector<double>(slices(), step / divisor_);
  }

 private:
  double divisor_ = 1;
};

}  // namespace

std::unique_ptr<WeightView> make_wage(const QuantizeAware& options, const Connection& connection,
                                      bool shared) {
  return std::make_unique<Wage>(options, connection, shared);
}

}  // namespace engram::workloads::views
