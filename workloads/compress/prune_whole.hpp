#pragma once

#include <vector>

#include "workloads/compress/prune_choice.hpp"

namespace engram::workloads {

/// Prunes whole units (rows, columns, kernels) by (L1 norm, unit), weights masked before counting
/// as 0, as long as each brings the number of masked weights nearer to sparsity x weights; half way
/// counts as nearer. `unit` is that of each weight, below `units`.
void prune_whole(const PruneTask& task, const std::vector<std::uint64_t>& unit,
                 std::uint64_t units);

}  // namespace engram::workloads
