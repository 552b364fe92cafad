#include "workloads/learn/loss.hpp"

namespace engram::workloads::learn {
namespace {

/// Mean over classes of (rate - wanted)^2: spikes a timestep (readouts: the mean membrane) against
/// 1 for the class and 0 for the others.
template <class Scalar>
class RateMse final : public Loss<Scalar> {
 public:
  LossSum evaluate(std::span<const OutputRows<Scalar>> outputs,
                   const TrainingBatch& batch) const override {
    const OutputRows<Scalar>& output = outputs.front();
    const double share = output.membranes ? 1.0 : 1.0 / output.timesteps;
    LossSum sum;
    for (std::uint32_t sample = 0; sample < output.samples; ++sample) {
      std::vector<double> rates = totals(output, sample);
      const std::uint32_t label = batch.labels[sample];
      sum.correct += predicted_class(rates) == label;
      for (std::uint32_t n = 0; n < output.neurons; ++n) {
        const double difference = rates[n] * share - (n == label ? 1 : 0);
        sum.loss += difference * difference / output.neurons;
        rates[n] = 2 * difference * share / output.neurons / output.samples;
      }
      add_error_of_totals(output, sample, rates);
    }
    return sum;
  }
};

}  // namespace

template <class Scalar>
std::unique_ptr<Loss<Scalar>> rate_mse(const LossOptions&) {
  return std::make_unique<RateMse<Scalar>>();
}

template std::unique_ptr<Loss<float>> rate_mse(const LossOptions&);
template std::unique_ptr<Loss<double>> rate_mse(const LossOptions&);

}  // namespace engram::workloads::learn
