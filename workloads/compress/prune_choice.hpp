#pragma once

#include <span>

#include "workloads/compress/prune.hpp"

/// What a pruning method decides.
namespace engram::workloads {

/// One projection among which weights are chosen.
struct PruneTask {
  const Projection* projection = nullptr;
  double sparsity = 0;
  PruneMask* mask = nullptr;  ///< one a weight; 0: pruned before, stays so
};

/// Puts 0 into the masks of `tasks`, which make one choice together: they have one sparsity. More
/// than one only where the method may be global.
using ChoosePruned = void (*)(std::span<const PruneTask> tasks, const PruneOptions& options);

void prune_by_magnitude(std::span<const PruneTask> tasks, const PruneOptions& options);
void prune_at_random(std::span<const PruneTask> tasks, const PruneOptions& options);
void prune_n_of_m(std::span<const PruneTask> tasks, const PruneOptions& options);
void prune_rows(std::span<const PruneTask> tasks, const PruneOptions& options);
void prune_columns(std::span<const PruneTask> tasks, const PruneOptions& options);
void prune_kernels(std::span<const PruneTask> tasks, const PruneOptions& options);

}  // namespace engram::workloads
