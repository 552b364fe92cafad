#include "workloads/learn/loss.hpp"

#include <algorithm>
#include <stdexcept>

#include "workloads/learn/plain_functions.hpp"

namespace engram::workloads::learn {

template <class Scalar>
std::unique_ptr<Loss<Scalar>> make_loss(const LossOptions& options) {
  switch (options.kind) {
    case LossKind::van_rossum:
      return van_rossum<Scalar>(options);
    case LossKind::rate_cross_entropy:
      return rate_cross_entropy<Scalar>(options);
    case LossKind::rate_mse:
      return rate_mse<Scalar>(options);
    case LossKind::step_cross_entropy:
      return step_cross_entropy<Scalar>(options);
  }
  throw std::invalid_argument("there is no such loss");
}

template <class Scalar>
std::vector<double> totals(const OutputRows<Scalar>& output, std::uint32_t sample) {
  std::vector<double> sums(output.neurons, 0.0);
  for (std::uint32_t t = 0; t < output.timesteps; ++t) {
    const Scalar* values = output.values.data() + output.row(t, sample);
    for (std::uint32_t n = 0; n < output.neurons; ++n) sums[n] += static_cast<double>(values[n]);
  }
  if (output.membranes) {
    for (double& sum : sums) sum /= output.timesteps;
  }
  return sums;
}

template <class Scalar>
void add_error_of_totals(const OutputRows<Scalar>& output, std::uint32_t sample,
                         const std::vector<double>& error) {
  if (output.error.empty()) return;
  const double share = output.membranes ? 1.0 / output.timesteps : 1.0;
  for (std::uint32_t t = 0; t < output.timesteps; ++t) {
    Scalar* to = output.error.data() + output.row(t, sample);
    for (std::uint32_t n = 0; n < output.neurons; ++n)
      to[n] += static_cast<Scalar>(error[n] * share);
  }
}

double cross_entropy(std::vector<double>& scores, std::uint32_t label) {
  const double top = *std::max_element(scores.begin(), scores.end());
  const double of_label = scores[label] - top;
  double sum = 0;
  for (double& score : scores) sum += score = exponential(score - top);
  for (double& score : scores) score /= sum;
  scores[label] -= 1;
  return logarithm(sum) - of_label;
}

std::uint32_t predicted_class(const std::vector<double>& scores) {
  const auto is_0 = [](double score) { return score == 0; };
  const bool silent = std::all_of(scores.begin(), scores.end(), is_0);
  const auto largest = silent ? scores.end() : std::max_element(scores.begin(), scores.end());
  return static_cast<std::uint32_t>(largest - scores.begin());
}

#define ENGRAM_LOSSES(Scalar)                                                    \
  template std::unique_ptr<Loss<Scalar>> make_loss(const LossOptions&);          \
  template std::vector<double> totals(const OutputRows<Scalar>&, std::uint32_t); \
  template void add_error_of_totals(const OutputRows<Scalar>&, std::uint32_t,    \
                                    const std::vector<double>&);
ENGRAM_LOSSES(float)
ENGRAM_LOSSES(double)
#undef ENGRAM_LOSSES

}  // namespace engram::workloads::learn
