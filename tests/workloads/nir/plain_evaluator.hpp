#pragma once

#include <map>

#include "random_graph.hpp"

/// Node by node, timestep by timestep, in double, from the definitions of the NIR text and the
/// preset `nir`; shares nothing with the importer or the reference simulator.
namespace engram::workloads {

struct PlainResult {
  /// Value of every node in every timestep (spikes of neuron nodes), by full name.
  std::map<std::string, std::vector<std::vector<double>>> values;
};

/// `input[timestep][neuron]`.
PlainResult evaluate(const PlainGraph& graph, const std::vector<std::vector<double>>& input);

}  // namespace engram::workloads
