#pragma once

#include <map>
#include <string>
#include <vector>

#include "workloads/hdf5/hdf5_file.hpp"
#include "workloads/nir/nir_options.hpp"

/// The edges of one graph of a file, nested or not.
namespace engram::workloads {

/// Full names of the Inputs and Outputs of a nested graph.
struct NirPorts {
  std::vector<std::string> inputs, outputs;
};

struct NirLevel {
  std::string path;                          ///< the graph's group
  std::string prefix;                        ///< of its nodes' full names
  std::map<std::string, std::string> types;  ///< of its nodes, by name; "" where unknown
  std::map<std::string, NirPorts> ports;     ///< of its nested graphs, by name
};

/// Appends the edges of the graph by full names. An edge to or from a nested graph leads to its one
/// Input or from its one Output; "graph.port" names one of several. Throws FileFault with every
/// fault, one a line: no edges, names of no node (see NirOptions::match_missing_nodes), a nested
/// graph that has not one port.
void read_nir_edges(const Hdf5File& file, const NirOptions& options, const NirLevel& level,
                    std::vector<std::pair<std::string, std::string>>& edges);

}  // namespace engram::workloads
