#pragma once

#include "workloads/network/network.hpp"

namespace engram::workloads::learn {

/// Projections that were quantized one by one become accumulator counts: Population::unit and the
/// shifts as quantize() leaves them. Throws NetworkFault naming populations whose projections have
/// scales that no power of two joins.
void fold_units(Network& network);

}  // namespace engram::workloads::learn
