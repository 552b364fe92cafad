#pragma once

#include <cstdint>
#include <vector>

#include "memory/weight_format.hpp"

/// The levels that a weight may take, and how a number between two of them is rounded.
namespace engram::workloads {

/// Neighbouring levels around a number; the same level twice on a level and beyond the ends.
struct Bracket {
  double low = 0, high = 0;
};

/// Around x (a weight divided by its scale) in a format that has levels.
Bracket levels_around(const WeightFormat& format, double x);
/// Around x in a list of levels, ascending and not empty.
Bracket levels_around(const std::vector<std::int32_t>& levels, double x);

/// The nearer one. A tie goes to the even level, between two even ones to the larger in size: as
/// nearbyint for neighbouring integers, 1.5 x 2^k to 2^(k+1).
double nearest(const Bracket& around, double x);
/// The upper one with probability (x - low) / (high - low), by a draw `unit` of [0, 1): x on
/// average (Gupta et al. 2015).
double stochastic(const Bracket& around, double x, double unit);

/// Whether rounding to nearest would go beyond the largest level.
bool clips(const WeightFormat& format, double x);

}  // namespace engram::workloads
