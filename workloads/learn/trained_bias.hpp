#pragma once

#include <vector>

#include "workloads/network/network.hpp"

namespace engram::workloads::learn {

/// The bias of one population while it is trained. Neurons of a map that have one bias a channel
/// keep one a channel; all others have one each.
class TrainedBias {
 public:
  explicit TrainedBias(const Population& population);

  std::vector<float>& values() { return values_; }
  const std::vector<float>& values() const { return values_; }
  std::vector<float> by_neuron() const;
  /// From one a neuron to one a value.
  std::vector<float> gathered(const std::vector<float>& gradient) const;

 private:
  std::size_t neurons_a_value_ = 1;
  std::vector<float> values_;
};

}  // namespace engram::workloads::learn
