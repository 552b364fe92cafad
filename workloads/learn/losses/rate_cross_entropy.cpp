#include "workloads/learn/loss.hpp"

namespace engram::workloads::learn {
namespace {

/// Softmax over the counts of the whole sample (readouts: the mean membrane), times a scale.
template <class Scalar>
class RateCrossEntropy final : public Loss<Scalar> {
 public:
  explicit RateCrossEntropy(const LossOptions& options) : scale_(options.logit_scale) {}

  LossSum evaluate(std::span<const OutputRows<Scalar>> outputs,
                   const TrainingBatch& batch) const override {
    const OutputRows<Scalar>& output = outputs.front();
    LossSum sum;
    for (std::uint32_t sample = 0; sample < output.samples; ++sample) {
      std::vector<double> scores = totals(output, sample);
      const std::uint32_t label = batch.labels[sample];
      sum.correct += predicted_class(scores) == label;
      for (double& score : scores) score *= scale_;
      sum.loss += cross_entropy(scores, label);
      for (double& score : scores) score *= scale_ / output.samples;
      add_error_of_totals(output, sample, scores);
    }
    return sum;
  }

 private:
  double scale_;
};

}  // namespace

template <class Scalar>
std::unique_ptr<Loss<Scalar>> rate_cross_entropy(const LossOptions& options) {
  return std::make_unique<RateCrossEntropy<Scalar>>(options);
}

template std::unique_ptr<Loss<float>> rate_cross_entropy(const LossOptions&);
template std::unique_ptr<Loss<double>> rate_cross_entropy(const LossOptions&);

}  // namespace engram::workloads::learn
