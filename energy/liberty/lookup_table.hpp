#pragma once

#include <vector>

namespace engram::energy {

/// One table of a Liberty file over the transition time of the input (ns), the capacitance that an
/// output drives (pF), both or neither.
struct LookupTable {
  std::vector<double> slews;   ///< ns, ascending; empty: does not depend on it
  std::vector<double> loads;   ///< pF, ascending; empty: does not depend on it
  std::vector<double> values;  ///< [slew][load]

  bool empty() const { return values.empty(); }
  /// Bilinear; beyond the ends the last piece goes on straight, as timing tools do. 0 of an empty
  /// table.
  double at(double slew_ns, double load_pf) const;
  /// The entry in the middle of each axis (the upper of two).
  double middle() const;
};

}  // namespace engram::energy
