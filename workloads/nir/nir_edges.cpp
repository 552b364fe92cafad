#include "workloads/nir/nir_edges.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "workloads/network/file_fault.hpp"

namespace engram::workloads {
namespace {

std::string lower(std::string text) {
  for (char& letter : text) {
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return text;
}

class EdgeReader {
 public:
  EdgeReader(const Hdf5File& file, const NirOptions& options, const NirLevel& level)
      : place_(file.file().string() + ": " + level.path + "/edges: "),
        options_(options),
        level_(level),
        names_(read_names(file)) {}

  void read(std::vector<std::pair<std::string, std::string>>& edges) {
    for (std::size_t at = 0; at + 1 < names_.size(); at += 2) {
      edge_ = "the edge " + names_[at] + " -> " + names_[at + 1];
      const std::string source = full_name(names_[at], false);
      const std::string target = full_name(names_[at + 1], true);
      if (!source.empty() && !target.empty()) edges.emplace_back(source, target);
    }
    if (faults_.empty()) return;
    std::string text;
    for (const std::string& fault : faults_) text += (text.empty() ? "" : "\n") + fault;
    throw FileFault(text);
  }

 private:
  std::vector<std::string> read_names(const Hdf5File& file) const {
    std::vector<std::uint64_t> shape;
    std::vector<std::string> names = file.read_strings(level_.path + "/edges", shape);
    if (!names.empty() && (shape.size() != 2 || shape[1] != 2)) {
      throw FileFault(place_ + "expected pairs of node names");
    }
    return names;
  }

  void note(const std::string& what) {
    const std::string fault = place_ + what;
    if (std::find(faults_.begin(), faults_.end(), fault) == faults_.end()) faults_.push_back(fault);
  }

  /// Empty, and a fault noted, where there is none.
  std::string full_name(const std::string& name, bool target) {
    if (const auto graph = level_.ports.find(name); graph != level_.ports.end()) {
      return only_port(name, target ? graph->second.inputs : graph->second.outputs, target);
    }
    if (level_.types.contains(name)) return level_.prefix + name;
    if (const std::string port = named_port(name); !port.empty()) return port;
    return stand_in(name, target);
  }

  std::string only_port(const std::string& graph, const std::vector<std::string>& ports,
                        bool target) {
    if (ports.size() == 1) return ports.front();
    note(edge_ + " names the graph '" + graph + "', which has " + std::to_string(ports.size()) +
         (target ? " Inputs" : " Outputs") + " (expected 1, or an edge that names '" + graph +
         ".<port>')");
    return "";
  }

  /// "graph.port".
  std::string named_port(const std::string& name) const {
    for (const auto& [graph, ports] : level_.ports) {
      for (const auto* list : {&ports.inputs, &ports.outputs}) {
        for (const std::string& port : *list) {
          if (port == level_.prefix + name) return port;
        }
      }
    }
    return "";
  }

  /// NirOptions::match_missing_nodes.
  std::string stand_in(const std::string& name, bool target) {
    const std::string missing = edge_ + " names '" + name + "', no such node";
    if (!options_.match_missing_nodes) {
      note(missing);
      return "";
    }
    const std::set<std::string> named(names_.begin(), names_.end());
    std::vector<std::string> fitting;
    for (const auto& [node, type] : level_.types) {
      if (named.contains(node) || name.empty()) continue;
      if (lower(type).find(lower(name)) != std::string::npos) fitting.push_back(node);
    }
    if (fitting.size() == 1) return full_name(fitting.front(), target);
    std::string found;
    for (const std::string& node : fitting) found += (found.empty() ? "'" : ", '") + node + "'";
    note(missing + ", and of the nodes that no edge names " + std::to_string(fitting.size()) +
         " have a type like it" + (found.empty() ? "" : " (" + found + ")") + ", expected 1");
    return "";
  }

  std::string place_, edge_;
  const NirOptions& options_;
  const NirLevel& level_;
  std::vector<std::string> names_;
  std::vector<std::string> faults_;
};

}  // namespace

void read_nir_edges(const Hdf5File& file, const NirOptions& options, const NirLevel& level,
                    std::vector<std::pair<std::string, std::string>>& edges) {
  EdgeReader(file, options, level).read(edges);
}

}  // namespace engram::workloads
