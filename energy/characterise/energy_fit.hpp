#pragma once

#include <string>
#include <vector>

namespace engram::energy {

/// One simulated workload: what was counted and what it cost.
struct Observation {
  std::string name;
  std::vector<double> counts;
  double energy_pj = 0;
  double weight_pj = 0;  ///< its error counts relative to this; 0: to its energy
};

/// Energy = sum of counts x coefficients.
struct EnergyFit {
  std::vector<double> coefficients;  ///< pJ a count, none below 0
  std::vector<double> residuals;     ///< fitted - observed, pJ, by observation
};

/// Least squares of errors relative to `weight_pj`, coefficients not
/// negative (Lawson & Hanson, Solving Least Squares Problems, 1974, chapter 23: NNLS). Throws
/// std::invalid_argument where there are fewer observations than counts, or one weighs nothing.
EnergyFit fit_energy(const std::vector<Observation>& observations);

}  // namespace engram::energy
