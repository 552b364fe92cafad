#pragma once

#include <string>
#include <vector>

#include "sim/sweep/sweep_store.hpp"

namespace engram::sim {

/// by,objective,number,axes,columns: for each combination of values of the axes of each list of
/// `best_by` (where there is none, of each axis alone) the best point by each objective; of equal
/// ones the first. Combinations in the order in which points come to them; one whose points have no
/// figure is left out.
std::string best_csv(const SweepHead& head, const std::vector<SweepRow>& rows);

}  // namespace engram::sim
