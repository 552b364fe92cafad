#pragma once

#include <vector>

#include "sim/run/prepare.hpp"

namespace engram::sim {

/// All that "auto" may take for one projection, in one fixed order: every encoding; on convolutions
/// with an entry a tap too and in every mode of functional. Those that the encoder refuses have its
/// reason. A `sharing` named for the projection rules out the other one. Never empty.
std::vector<EncodingCandidate> encoding_candidates(const SynapseMemoryConfig& config,
                                                   const workloads::Projection& projection);

/// For a chip-wide encoding like `wanted`: the candidate that this projection gets. Where `wanted`
/// is none of its own, the same encoding unrolled, else index, else the first that is not refused.
/// Precondition: one is not refused.
std::size_t nearest_candidate(const std::vector<EncodingCandidate>& candidates,
                              const EncodingChoice& wanted);

}  // namespace engram::sim
