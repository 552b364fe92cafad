#pragma once

#include <cstdint>
#include <vector>

namespace engram::workloads::learn {

/// The numbers 0 .. samples-1 in the order of an epoch: a shuffle of Fisher and Yates by draws that
/// only (seed, epoch) decide.
std::vector<std::uint64_t> sample_order(std::uint64_t samples, std::uint64_t seed,
                                        std::uint64_t epoch);

}  // namespace engram::workloads::learn
