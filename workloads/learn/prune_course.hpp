#pragma once

#include <optional>

#include "workloads/learn/training_options.hpp"

namespace engram::workloads::learn {

/// The pruning that is due before an epoch, its sparsities as far as the course has come; nothing:
/// none is due.
std::optional<PruneOptions> pruning_before(const PruneAware& prune, std::uint32_t epoch);

}  // namespace engram::workloads::learn
