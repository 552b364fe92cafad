#pragma once

#include <vector>

#include "memory/encoding.hpp"
#include "sim/config/config.hpp"
#include "workloads/network/learning.hpp"
#include "workloads/network/network.hpp"

namespace engram::sim {

/// The encoding of every projection, by index. A chip-wide `functional` applies to convolutions and
/// leaves `index` to the rest; a chip-wide `kernel` sharing likewise. Named for one projection,
/// they are taken as they are (the encoder refuses what cannot be). Throws NetworkFault naming
/// config entries that match no projection. One on "auto" has crossbar until encoding_search
/// chooses.
std::vector<EncodingChoice> choose_encodings(const SynapseMemoryConfig& config,
                                             const workloads::Network& network);

/// "index", "index_kernel" (an entry a tap), "functional_pure", ...
std::string choice_name(const EncodingChoice& choice);

/// The encoding of this projection is "auto".
bool is_chosen(const SynapseMemoryConfig& config, const std::string& projection);

/// Images of projections that learn from errors have what a walk backward needs
/// (Organisation::learning); stdp walks forward only, as Pedroni et al. 2019 meant it to, but
/// run_length marks its synapses for every rule.
void lay_out_for_learning(const workloads::LearningTask& task,
                          std::vector<EncodingChoice>& choices);

}  // namespace engram::sim
