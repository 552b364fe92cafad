#pragma once

#include <cstdint>
#include <vector>

#include "memory/synapse_matrix.hpp"

namespace engram::workloads {

/// Inputs (c, y, x) that a tap of outputs [first, first + count) reads, ascending; taps beyond the
/// border reach nothing. Whether the weights are zero does not matter.
std::vector<std::uint32_t> receptive_field(const ConvGeometry& geometry, std::uint32_t first,
                                           std::uint32_t count);

}  // namespace engram::workloads
