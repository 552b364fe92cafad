#pragma once

#include <cstdint>

#include "workloads/network/learning.hpp"

/// Integer steps of weights and errors.
namespace engram::workloads::reference {

__extension__ using Wide = __int128;  // sums over a whole fan-out are exact

/// value / 2^shift to the nearest integer, halves away from zero.
Wide rounded(Wide value, unsigned shift);
/// Into [-(2^(bits-1) - 1), 2^(bits-1) - 1].
std::int64_t clamped(Wide value, unsigned bits);

/// Which random number a step uses: one for every (seed, projection, weight, timestep), whatever
/// order they are made in.
struct StepKey {
  std::uint64_t projection = 0, weight = 0, timestep = 0;
};

/// level - gradient / 2^rate_shift, rounded as the task says, saturated to `bits`.
std::int32_t stepped(const LearningTask& task, std::int32_t level, Wide gradient, unsigned bits,
                     const StepKey& key);

}  // namespace engram::workloads::reference
