#pragma once

#include <vector>

/// One-dimensional k-means (Lloyd 1982) for the entries of a codebook.
namespace engram::workloads {

struct KMeans {
  std::vector<double> centres;  ///< ascending; the one at 0, which is always there, is left out
  /// Sum of squared distances before each round and after the last: it never grows.
  std::vector<double> objective;
};

/// `values` ascending. Besides `centres` (ascending, none 0) there is one at 0 that does not move:
/// a code of 0 is a weight of 0 for nothing. A value goes to the nearest centre, a centre to the
/// mean of its values and stays where it has none. Ends when nothing moves, at most after `rounds`.
KMeans k_means(const std::vector<double>& values, std::vector<double> centres,
               unsigned rounds = 100);

/// k_means from two beginnings, the better one: quantiles of the values, and evenly from -max|v| to
/// max|v| (Han et al. 2016 found that it keeps large weights best). The second are the levels of a
/// uniform format of as many bits, so the objective is at most its own. At most `entries` centres,
/// fewer where there are fewer distinct values: these then are the centres.
KMeans best_centres(const std::vector<double>& values, std::size_t entries);

}  // namespace engram::workloads
