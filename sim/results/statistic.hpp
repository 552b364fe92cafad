#pragma once

#include <string>
#include <variant>
#include <vector>

#include "energy/units.hpp"

namespace engram::sim {

/// One figure: where it belongs, what it is, in which unit.
struct Statistic {
  std::vector<std::string> path;  ///< e.g. {"projections", "conv1", "synaptic_operations"}
  std::variant<Count, double, std::string> value;
  std::string unit;  ///< "count", "bit", "pJ", "um2", "cycle", ...
  std::string description;
};

}  // namespace engram::sim
