#include "workloads/learn/loss.hpp"

namespace engram::workloads::learn {
namespace {

/// Softmax in every timestep over its spikes (readouts: membranes), times a scale; mean over time.
/// What counts as the answer is the largest total.
template <class Scalar>
class StepCrossEntropy final : public Loss<Scalar> {
 public:
  explicit StepCrossEntropy(const LossOptions& options) : scale_(options.logit_scale) {}

  LossSum evaluate(std::span<const OutputRows<Scalar>> outputs,
                   const TrainingBatch& batch) const override {
    const OutputRows<Scalar>& output = outputs.front();
    LossSum sum;
    std::vector<double> scores(output.neurons);
    for (std::uint32_t sample = 0; sample < output.samples; ++sample) {
      const std::uint32_t label = batch.labels[sample];
      sum.correct += predicted_class(totals(output, sample)) == label;
      for (std::uint32_t t = 0; t < output.timesteps; ++t) {
        const std::size_t row = output.row(t, sample);
        for (std::uint32_t n = 0; n < output.neurons; ++n) {
          scores[n] = scale_ * static_cast<double>(output.values[row + n]);
        }
        sum.loss += cross_entropy(scores, label) / output.timesteps;
        if (output.error.empty()) continue;
        const double factor = scale_ / output.timesteps / output.samples;
        for (std::uint32_t n = 0; n < output.neurons; ++n) {
          output.error[row + n] += static_cast<Scalar>(factor * scores[n]);
        }
      }
    }
    return sum;
  }

 private:
  double scale_;
};

}  // namespace

template <class Scalar>
std::unique_ptr<Loss<Scalar>> step_cross_entropy(const LossOptions& options) {
  return std::make_unique<StepCrossEntropy<Scalar>>(options);
}

template std::unique_ptr<Loss<float>> step_cross_entropy(const LossOptions&);
template std::unique_ptr<Loss<double>> step_cross_entropy(const LossOptions&);

}  // namespace engram::workloads::learn
