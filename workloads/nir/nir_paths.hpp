#pragma once

#include <string>
#include <vector>

#include "workloads/nir/nir_graph.hpp"

namespace engram::workloads {

/// A way from a population through pooling and at most one weighted node to the next population, or
/// to an Output.
struct NirPath {
  std::string target;  ///< node name
  bool to_output = false;
  Projection projection;     ///< connection set unless to_output
  Shape shape;               ///< at the end of the way
  std::vector<double> bias;  ///< one a target neuron, or empty
};

/// Every path that leaves node `name`, whose population has `shape`. Throws NirFault (one a line).
std::vector<NirPath> paths_from(const NirGraph& graph, const std::string& file,
                                const std::string& name, const Shape& shape);

}  // namespace engram::workloads
