#pragma once

#include <vector>

#include "sim/config/config.hpp"
#include "workloads/compress/quantize.hpp"

namespace engram::sim {

/// Quantizes the network as `compression` says and gives it the arithmetic of
/// `chip/core/neuron`. One that is integers from its source keeps its rules and its thresholds:
/// `compression` makes its levels fewer, and state_bits alone come from the chip, where they are
/// given or its source says nothing of them.
///
/// Throws NetworkFault with all faults: an integer network that is to compute in floating point, or
/// by other fraction_bits, decay_bits or rounding than its own; fixed arithmetic
/// for a network that is neither quantized nor integers; and what quantize() and make_fixed()
/// refuse.
std::vector<workloads::QuantizationReport> compress(const Config& config,
                                                    workloads::Network& network);

}  // namespace engram::sim
