#pragma once

#include <set>
#include <string>
#include <vector>

#include "workloads/nir/nir_graph.hpp"

namespace engram::workloads {

/// A way from a population through pooling, flattening, scaling and at most one weighted node to
/// the next population, or to an Output.
struct NirPath {
  std::string target;  ///< node name
  bool to_output = false;
  Projection projection;     ///< connection set unless to_output
  Shape shape;               ///< at the end of the way
  std::vector<double> bias;  ///< one a target neuron, or empty
  /// The way from the weighted node on. Paths that share it share one bias: the node adds it once,
  /// however many sources it sums.
  std::string bias_key;
};

/// Every path that leaves node `name`, whose population has `shape`; names of the nodes passed are
/// added to `reached`. Throws FileFault (one fault a line).
std::vector<NirPath> paths_from(const NirGraph& graph, const std::string& file,
                                const std::string& name, const Shape& shape,
                                std::set<std::string>& reached);

}  // namespace engram::workloads
