#pragma once

#include "workloads/learn/training_options.hpp"
#include "workloads/learn/training_task.hpp"
#include "workloads/network/network.hpp"

namespace engram::tests {

struct GradientDifference {
  double largest = 0;   ///< |backward - central difference|, over all weights and biases
  double gradient = 0;  ///< largest |gradient|: what the difference is to be compared with
};

/// Gradients of the smooth network (spikes are the surrogate's primitive, the reset is
/// differentiated) in double, against central differences of the loss. `part_bytes`: see
/// UnrolledNetwork.
GradientDifference gradient_difference(const workloads::Network& network,
                                       const workloads::TrainingBatch& batch,
                                       const workloads::LossOptions& loss,
                                       workloads::SurrogateOptions surrogate,
                                       std::size_t part_bytes);

}  // namespace engram::tests
