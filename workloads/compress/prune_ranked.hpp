#pragma once

#include <functional>
#include <span>

#include "workloads/compress/prune_choice.hpp"

namespace engram::workloads {

/// score(projection, index of a weight), finite.
using WeightScore = std::function<double(const Projection&, std::size_t)>;

/// Prunes the weights of least score until round(sparsity x weights) of all tasks together are 0 in
/// the masks: first those that were masked before, then those that are 0, then by (score, task,
/// index).
void prune_least(std::span<const PruneTask> tasks, const WeightScore& score);

}  // namespace engram::workloads
