#include <cmath>

#include "workloads/learn/loss.hpp"

namespace engram::workloads::learn {
namespace {

/// Distance of spike trains (van Rossum 2001), in discrete time: both are filtered by
/// u[t] = k u[t-1] + s[t], and D = sqrt(sum over t and n of (u - v)^2 / tau). The filter is linear,
/// so the difference is filtered once.
template <class Scalar>
class VanRossum final : public Loss<Scalar> {
 public:
  explicit VanRossum(const LossOptions& options)
      : decay_(options.filter_decay), tau_(options.filter_tau) {}

  bool needs_targets() const override { return true; }

  LossSum evaluate(std::span<const OutputRows<Scalar>> outputs,
                   const TrainingBatch& batch) const override {
    LossSum sum;
    for (std::uint32_t sample = 0; sample < outputs.front().samples; ++sample) {
      std::vector<std::vector<double>> filtered;
      double squares = 0;
      for (std::size_t k = 0; k < outputs.size(); ++k) {
        filtered.push_back(filtered_difference(outputs[k], batch.targets[k], sample));
        for (const double difference : filtered.back()) squares += difference * difference;
      }
      const double distance = std::sqrt(squares / tau_);
      sum.loss += distance;
      if (!(distance > 0)) continue;
      for (std::size_t k = 0; k < outputs.size(); ++k) {
        add_error(outputs[k], sample, filtered[k], 1 / (tau_ * distance * outputs[k].samples));
      }
    }
    return sum;
  }

 private:
  /// [timestep][neuron]
  std::vector<double> filtered_difference(const OutputRows<Scalar>& output, const Raster& target,
                                          std::uint32_t sample) const {
    std::vector<double> filtered(std::size_t{output.timesteps} * output.neurons);
    for (std::uint32_t t = 0; t < output.timesteps; ++t) {
      const Scalar* values = output.values.data() + output.row(t, sample);
      const float* wanted = target.counts.data() + target.row(t, sample);
      double* now = filtered.data() + std::size_t{t} * output.neurons;
      for (std::uint32_t n = 0; n < output.neurons; ++n) {
        const double before = t == 0 ? 0 : *(now + n - output.neurons);
        now[n] =
            decay_ * before + (static_cast<double>(values[n]) - static_cast<double>(wanted[n]));
      }
    }
    return filtered;
  }

  /// The filter runs backward in time.
  void add_error(const OutputRows<Scalar>& output, std::uint32_t sample,
                 const std::vector<double>& filtered, double factor) const {
    if (output.error.empty()) return;
    std::vector<double> carried(output.neurons, 0.0);
    for (std::uint32_t t = output.timesteps; t-- > 0;) {
      const double* now = filtered.data() + std::size_t{t} * output.neurons;
      Scalar* error = output.error.data() + output.row(t, sample);
      for (std::uint32_t n = 0; n < output.neurons; ++n) {
        carried[n] = decay_ * carried[n] + factor * now[n];
        error[n] += static_cast<Scalar>(carried[n]);
      }
    }
  }

  double decay_, tau_;
};

}  // namespace

template <class Scalar>
std::unique_ptr<Loss<Scalar>> van_rossum(const LossOptions& options) {
  return std::make_unique<VanRossum<Scalar>>(options);
}

template std::unique_ptr<Loss<float>> van_rossum(const LossOptions&);
template std::unique_ptr<Loss<double>> van_rossum(const LossOptions&);

}  // namespace engram::workloads::learn
