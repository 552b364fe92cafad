#pragma once

#include <cstddef>

#include "workloads/learn/training_options.hpp"

/// What stands in for the derivative of a spike. x = (v - threshold) / |threshold| (a threshold of
/// 0 counts as 1): the kernel multiplies by dx/dv.
namespace engram::workloads::learn {

/// factors[n] = the surrogate at x[n].
template <class Scalar>
void surrogate_factors(const SurrogateOptions& options, const Scalar* x, std::size_t count,
                       Scalar* factors);

/// The function whose derivative the surrogate is, 1/2 at x = 0. Networks that emit it in place of
/// spikes are smooth, and their gradients exact.
template <class Scalar>
Scalar smooth_spike(const SurrogateOptions& options, Scalar x);

}  // namespace engram::workloads::learn
