#include "workloads/learn/trained_bias.hpp"

namespace engram::workloads::learn {

TrainedBias::TrainedBias(const Population& population) {
  const PerNeuron& bias = population.step.bias;
  const std::size_t neurons = population.shape.size();
  neurons_a_value_ = neurons / population.shape.channels;
  for (std::size_t n = 0; n < neurons; ++n) {
    if (bias[n] != bias[n / neurons_a_value_ * neurons_a_value_]) {
      neurons_a_value_ = 1;
      break;
    }
  }
  for (std::size_t n = 0; n < neurons; n += neurons_a_value_) {
    values_.push_back(static_cast<float>(bias[n]));
  }
}

std::vector<float> TrainedBias::by_neuron() const {
  std::vector<float> spread(values_.size() * neurons_a_value_);
  for (std::size_t n = 0; n < spread.size(); ++n) spread[n] = values_[n / neurons_a_value_];
  return spread;
}

std::vector<float> TrainedBias::gathered(const std::vector<float>& gradient) const {
  std::vector<float> sums(values_.size());
  for (std::size_t n = 0; n < gradient.size(); ++n) sums[n / neurons_a_value_] += gradient[n];
  return sums;
}

}  // namespace engram::workloads::learn
