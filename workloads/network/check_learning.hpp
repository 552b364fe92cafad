#pragma once

#include <string>
#include <vector>

#include "workloads/network/learning.hpp"

/// What of a learning task cannot be: one fault an entry; empty: nothing. Sizes of its lists,
/// ranges of its numbers, projections whose weights are not `uniform` levels, kernels that are none
/// or that stdp cannot share, targets where nothing spikes or nothing is compared, and thresholds
/// of 0 where a surrogate derivative is taken (its width is a part of the threshold).
namespace engram::workloads {

/// Ranges of the numbers of a task, so that a gradient of one synapse fits 64 bits.
struct LearningLimits {
  static constexpr unsigned rate_shift = 48, backward_shift = 48;
  static constexpr unsigned least_error_bits = 2, error_bits = 24, trace_bits = 24;
  static constexpr unsigned surrogate_bits = 16;
  static constexpr std::uint32_t gain = 1U << 24;  ///< of errors, traces and stdp windows
  static constexpr std::uint32_t trace_decay = 4096;
  static constexpr std::size_t window = 31;  ///< of stdp, timesteps
};

std::vector<std::string> learning_faults(const Network& network, const LearningTask& task);

/// Populations for whose neurons an error is computed: those with targets, and those that a
/// learning projection without delay leaves; never an input. By population.
std::vector<std::uint8_t> populations_with_errors(const Network& network, const LearningTask& task);

}  // namespace engram::workloads
