#pragma once

#include <vector>

#include "workloads/network/network.hpp"

namespace engram::workloads {

/// Splits a projection whose source neurons have delays of their own into one projection a delay,
/// each with the synapses of its neurons listed one by one (a convolution too: its kernel no longer
/// says who is connected) and that delay on top of its own, named "<name>.delay<n>" by the whole.
/// Where all delays are the same the projection stays as it is and is delayed.
/// `delays`: one a source neuron, or one for all; the projection has no stages.
std::vector<Projection> split_by_delay(Projection projection,
                                       const std::vector<std::uint32_t>& delays);

}  // namespace engram::workloads
