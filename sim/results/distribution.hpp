#pragma once

#include <vector>

namespace engram::sim {

/// Five numbers and the mean. Quartiles lie between values by linear interpolation at (n - 1) p, as
/// NumPy's percentile does (Hyndman and Fan 1996, type 7).
struct Distribution {
  double least = 0, first_quartile = 0, median = 0, third_quartile = 0, most = 0, mean = 0;
};

/// All 0 where there are no values.
Distribution distribution(std::vector<double> values);

}  // namespace engram::sim
