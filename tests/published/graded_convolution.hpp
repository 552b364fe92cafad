#pragma once

#include <vector>

#include "workloads/network/network.hpp"
#include "workloads/spikes/spike_train.hpp"

/// Convolutions of real-valued inputs that lava's tests recorded (reference/real/EXPECTED.md
/// section 8): one readout neuron a position, whose membrane is the input of the step.
namespace engram::published {

struct GradedConvolution {
  workloads::Network network;
  /// The real input as counts of 2^-31.
  workloads::SpikeTrain train;
  std::vector<double> expected;  ///< by neuron of the readout
};

/// 2^31: what a count is worth.
inline constexpr double kGrades = 2147483648.0;

bool graded_present(int number);
/// `flipped`: kernels turned in both axes, as a true convolution is to be imported.
GradedConvolution graded_convolution(int number, bool flipped = true);

/// Largest difference between membranes (in counts) and what was recorded, by the largest value.
double relative_error(const GradedConvolution& convolution, const std::vector<double>& membranes);

}  // namespace engram::published
