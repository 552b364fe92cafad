#pragma once

#include <cstddef>
#include <vector>

namespace engram::sim {

struct Objective {
  std::size_t figure = 0;  ///< index into the figures of a point
  bool least = true;       ///< small is good; else large is
};

/// For each point whether no other one is at least as good in every objective and better in one.
/// A point that lacks a figure (NaN) of an objective is not on the front. O(points squared).
std::vector<bool> on_front(const std::vector<std::vector<double>>& points,
                           const std::vector<Objective>& objectives);

}  // namespace engram::sim
