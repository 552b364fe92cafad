#pragma once

#include <vector>

#include "sim/run/prepare.hpp"
#include "workloads/mapping/mapping.hpp"

namespace engram::sim {

/// Maps the compressed network of `prepared` with these encodings, by projection, and fills in
/// `choices`, `chip` and, where the config learns, the task. Throws what mapping, encoding and
/// lowering throw (`attempt` knows them).
void place(const Config& config, std::vector<EncodingChoice> choices, Prepared& prepared);

/// The same for a network that check_accumulators has let pass with this config's bits. `matrices`:
/// of that network, or null.
void place_checked(const Config& config, std::vector<EncodingChoice> choices, Prepared& prepared,
                   workloads::SliceMatrices* matrices = nullptr);

}  // namespace engram::sim
