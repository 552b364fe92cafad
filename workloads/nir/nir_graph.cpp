#include "workloads/nir/nir_graph.hpp"

#include <algorithm>

#include "workloads/network/file_fault.hpp"
#include "workloads/nir/nir_edges.hpp"

namespace engram::workloads {
namespace {

/// Bounds of what a file may ask for; real networks stay far below. A group can be linked into
/// itself, so depth needs one.
constexpr unsigned deepest = 16;
constexpr std::size_t most_nodes = 1 << 16;

class GraphReader {
 public:
  GraphReader(const Hdf5File& file, const NirOptions& options) : file_(file), options_(options) {}

  NirGraph read() {
    read_graph("/node", "", 0);
    if (!faults_.empty()) throw FileFault(faults_);
    std::sort(graph_.edges.begin(), graph_.edges.end());
    graph_.edges.erase(std::unique(graph_.edges.begin(), graph_.edges.end()), graph_.edges.end());
    return std::move(graph_);
  }

 private:
  void note(const std::string& text) { faults_ += (faults_.empty() ? "" : "\n") + text; }
  [[noreturn]] void fail(const std::string& path, const std::string& what) const {
    throw FileFault(file_.file().string() + ": " + path + ": " + what);
  }

  /// The graph in group `path`, its nodes named behind `prefix`.
  NirPorts read_graph(const std::string& path, const std::string& prefix, unsigned depth) {
    NirLevel level{path, prefix, {}, {}};
    NirPorts ports;
    for (const std::string& name : file_.children(path + "/nodes")) {
      try {
        read_child(level, name, depth, ports);
      } catch (const FileFault& fault) {
        level.types.emplace(name, "");  // an edge may name it all the same
        note(fault.what());
      }
    }
    try {
      read_nir_edges(file_, options_, level, graph_.edges);
    } catch (const FileFault& fault) {
      note(fault.what());
    }
    return ports;
  }

  void read_child(NirLevel& level, const std::string& name, unsigned depth, NirPorts& ports) {
    const std::string path = level.path + "/nodes/" + name;
    const std::string type = file_.read_string(path + "/type");
    level.types[name] = type;
    if (type == "NIRGraph") {
      if (depth + 1 >= deepest) {
        fail(path, "graphs are nested more than " + std::to_string(deepest) + " deep");
      }
      if (!file_.is_group(path + "/nodes")) fail(path + "/nodes", "missing");
      level.ports[name] = read_graph(path, level.prefix + name + ".", depth + 1);
      return;
    }
    NirNode node = read_nir_node(file_, path, options_);
    const std::string full = level.prefix + name;
    if (depth > 0) {
      if (const auto* input = std::get_if<NirInput>(&node.content)) {
        node.content = NirPort{input->shapes};
        ports.inputs.push_back(full);
      } else if (std::holds_alternative<NirOutput>(node.content)) {
        node.content = NirPort{};
        ports.outputs.push_back(full);
      }
    }
    if (graph_.nodes.size() >= most_nodes) {
      fail(path, "the graph has more than " + std::to_string(most_nodes) + " nodes");
    }
    if (!graph_.nodes.emplace(full, std::move(node)).second) {
      fail(path, "its joined name '" + full + "' is that of another node too");
    }
  }

  const Hdf5File& file_;
  const NirOptions& options_;
  NirGraph graph_;
  std::string faults_;
};

}  // namespace

std::vector<std::string> NirGraph::successors(const std::string& name) const {
  std::vector<std::string> found;
  auto at = std::lower_bound(edges.begin(), edges.end(), std::pair{name, std::string()});
  for (; at != edges.end() && at->first == name; ++at) found.push_back(at->second);
  return found;
}

bool NirGraph::is_met_once(const std::string& name) const {
  const std::string* at = &name;
  for (std::size_t steps = 0; steps < nodes.size(); ++steps) {
    const auto leads_here = [&](const auto& edge) { return edge.second == *at; };
    const auto edge = std::find_if(edges.begin(), edges.end(), leads_here);
    if (edge == edges.end()) return true;
    if (std::find_if(edge + 1, edges.end(), leads_here) != edges.end()) return false;
    at = &edge->first;
    const auto& from = nodes.at(*at).content;
    if (std::holds_alternative<NirInput>(from) || std::holds_alternative<NirNeuron>(from)) {
      return true;
    }
    if (std::holds_alternative<NirDelay>(from)) return false;  // a way for each of its delays
  }
  return false;
}

NirGraph read_nir_graph(const Hdf5File& file, const NirOptions& options) {
  if (!file.is_group("/node/nodes")) {
    throw FileFault(file.file().string() +
                    ": /node/nodes: missing; this HDF5 file holds no NIR graph");
  }
  const std::string type = file.read_string("/node/type");
  if (type != "NIRGraph") {
    throw FileFault(file.file().string() + ": /node/type: found '" + type +
                    "', expected 'NIRGraph'");
  }
  return GraphReader(file, options).read();
}

}  // namespace engram::workloads
