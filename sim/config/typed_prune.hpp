#pragma once

#include "sim/config/typed_reader.hpp"
#include "workloads/compress/prune.hpp"

namespace engram::sim {

/// "compression/prune"; the seed is the run's. A sparsity that is missing, too high or of no use is
/// a fault, and so are n and m of another method and a global choice of one that makes none.
workloads::PruneOptions typed_prune(const TypedReader& prune, std::uint64_t seed);

}  // namespace engram::sim
