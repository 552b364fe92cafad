#include "workloads/nir/nir_graph.hpp"

#include <algorithm>

#include "workloads/nir/import.hpp"

namespace engram::workloads {
namespace {

void read_edges(const Hdf5File& file, NirGraph& graph) {
  std::vector<std::uint64_t> shape;
  const std::vector<std::string> names = file.read_strings("/node/edges", shape);
  if (!names.empty() && (shape.size() != 2 || shape[1] != 2)) {
    throw FileFault(file.file().string() + ": /node/edges: expected pairs of node names");
  }
  for (std::size_t at = 0; at + 1 < names.size(); at += 2) {
    graph.edges.emplace_back(names[at], names[at + 1]);
  }
  std::sort(graph.edges.begin(), graph.edges.end());
  graph.edges.erase(std::unique(graph.edges.begin(), graph.edges.end()), graph.edges.end());
}

}  // namespace

std::vector<std::string> NirGraph::successors(const std::string& name) const {
  std::vector<std::string> found;
  for (const auto& [source, target] : edges) {
    if (source == name) found.push_back(target);
  }
  return found;
}

NirGraph read_nir_graph(const Hdf5File& file) {
  if (!file.is_group("/node/nodes")) {
    throw FileFault(file.file().string() +
                    ": /node/nodes: missing; this HDF5 file holds no NIR graph");
  }
  const std::string type = file.read_string("/node/type");
  if (type != "NIRGraph") {
    throw FileFault(file.file().string() + ": /node/type: found '" + type +
                    "', expected 'NIRGraph'");
  }
  NirGraph graph;
  std::string faults;
  const auto note = [&](const std::string& text) { faults += (faults.empty() ? "" : "\n") + text; };
  const std::vector<std::string> names = file.children("/node/nodes");
  for (const std::string& name : names) {
    try {
      graph.nodes[name] = read_nir_node(file, "/node/nodes/" + name);
    } catch (const FileFault& fault) {
      note(fault.what());
    }
  }
  try {
    read_edges(file, graph);
  } catch (const FileFault& fault) {
    note(fault.what());
  }
  for (const auto& [source, target] : graph.edges) {
    for (const std::string& end : {source, target}) {
      if (std::find(names.begin(), names.end(), end) != names.end()) continue;
      note(file.file().string() + ": /node/edges: the edge " + source + " -> " + target +
           " names '" + end + "', no such node");
    }
  }
  if (!faults.empty()) throw FileFault(faults);
  return graph;
}

}  // namespace engram::workloads
