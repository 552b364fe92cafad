#pragma once

#include <string>
#include <vector>

#include "sim/sweep/sweep_store.hpp"

namespace engram::sim {

/// row,share,largest,number,first: which rows of the energy table the results rest on.
/// share: of a point's energy, the mean over all points that have any. Energy is linear in the
/// figures of the table, so the share is also the elasticity: a figure that is 1 % larger makes the
/// energy larger by share x 1 %. largest: the largest share in a point, which is `number`; first:
/// in how many points no row has a larger one. The row that moves the most comes first.
std::string rows_csv(const std::vector<SweepRow>& rows);

}  // namespace engram::sim
