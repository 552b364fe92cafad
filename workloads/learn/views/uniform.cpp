#include <algorithm>
#include <cmath>

#include "workloads/compress/channels.hpp"
#include "workloads/learn/weight_view.hpp"
#include "workloads/network/network.hpp"

namespace engram::workloads {
namespace {

/// max|w| a channel fills the levels; the gradient goes straight through.
class UniformView final : public WeightView {
 public:
  UniformView(const QuantizeAware& options, const Connection& connection)
      : bits_(options.bits), channels_(connection, options.per_channel) {}

  void begin(std::span<const float>) override {}

  void forward(std::span<const float> weights, std::span<float> used) override {
    const std::vector<double> scale = scales(weights);
    for (std::size_t k = 0; k < weights.size(); ++k) {
      const double step = scale[channels_.of(k)];
      used[k] = static_cast<float>(std::nearbyint(static_cast<double>(weights[k]) / step) * step);
    }
  }

  void backward(std::span<const float>, std::span<float>) override {}

  Quantization quantization(std::span<const float> weights) const override {
    Quantization result;
    result.format = {WeightKind::uniform, bits_};
    result.scale = scales(weights);
    for (std::size_t k = 0; k < weights.size(); ++k) {
      result.levels.push_back(static_cast<std::int32_t>(
          std::nearbyint(static_cast<double>(weights[k]) / result.scale[channels_.of(k)])));
    }
    return result;
  }

 private:
  std::vector<double> scales(std::span<const float> weights) const {
    std::vector<double> scale(channels_.count(), 0.0);
    for (std::size_t k = 0; k < weights.size(); ++k) {
      double& most = scale[channels_.of(k)];
      most = std::max(most, std::fabs(static_cast<double>(weights[k])));
    }
    for (double& most : scale) most = most > 0 ? most / max_level({WeightKind::uniform, bits_}) : 1;
    return scale;
  }

  unsigned bits_;
  Channels channels_;
};

}  // namespace

std::unique_ptr<WeightView> make_weight_view(const QuantizeAware& options,
                                             const Connection& connection) {
  if (options.kind != QuantizerKind::uniform) {
    throw NetworkFault("training in other formats than uniform levels is not there");
  }
  return std::make_unique<UniformView>(options, connection);
}

}  // namespace engram::workloads
