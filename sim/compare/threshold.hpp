#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/compare/comparison.hpp"

namespace engram::sim {

/// How far watched figures may be from the base, as a share of it: 0.05 is 5 %.
struct Thresholds {
  std::optional<double> all;            ///< every headline figure that is not named
  std::map<std::string, double> named;  ///< by id
};

/// Reads "5%", "energy=5%,latency=0", or both mixed. Returns what is wrong; empty: nothing.
std::string read_thresholds(const std::string& text, Thresholds& thresholds);

/// Names of thresholds that no result has a figure of, each with the nearest that there is; empty:
/// none. One a line.
std::string unknown_figures(const Comparison& comparison, const Thresholds& thresholds);

/// A watched figure that is further from the base than it may be. A figure that only one of the two
/// has is.
struct Excess {
  const ComparedFigure* figure;
  std::size_t result = 0;
  double allowed = 0;
};

/// What a figure may differ by; nothing where it is not watched.
std::optional<double> allowed_difference(const ComparedFigure& figure,
                                         const Thresholds& thresholds);

/// In order of figures, then results. They point into `comparison`.
std::vector<Excess> excesses(const Comparison& comparison, const Thresholds& thresholds);

}  // namespace engram::sim
