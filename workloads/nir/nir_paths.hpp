#pragma once

#include <set>
#include <string>
#include <vector>

#include "workloads/nir/nir_graph.hpp"

namespace engram::workloads {

/// What one node with a bias adds to the neurons at the end of a way.
struct NirBias {
  /// The way from that node on. Paths that share it share one bias: the node adds it once, however
  /// many sources it sums.
  std::string key;
  std::vector<double> values;  ///< one a target neuron
};

/// A way from a population through linear nodes and delays to the next population, or to an Output.
struct NirPath {
  std::string target;  ///< node name
  bool to_output = false;
  bool plain = false;     ///< nothing that changes values lies on the way
  Projection projection;  ///< delay: of the Delay nodes
  Shape shape;            ///< at the end of the way
  std::vector<NirBias> biases;
};

/// How ways are followed.
struct NirWalk {
  NirGraph& graph;  ///< matrices that no other way meets are moved out
  const std::string& file;
  const NirOptions& options;
  double dt = 0;  ///< length of a timestep in the file's unit of time, for delays
};

/// Every path that leaves node `name`, whose population has `shape`; names of the nodes passed are
/// added to `reached`. Throws FileFault (one fault a line).
std::vector<NirPath> paths_from(const NirWalk& walk, const std::string& name, const Shape& shape,
                                std::set<std::string>& reached);

}  // namespace engram::workloads
