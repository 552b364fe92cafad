#pragma once

#include <vector>

#include "workloads/network/network.hpp"

namespace engram::workloads {

/// Turn of each population on a chip that belongs to one after the other, each for a whole sample:
/// inputs 0, the others 1, 2, ... so that whatever feeds one comes before it (by longest path, then
/// in order of creation). A loop inside one population may be. Throws NetworkFault naming the
/// populations of any other.
std::vector<unsigned> layer_order(const Network& network);

}  // namespace engram::workloads
