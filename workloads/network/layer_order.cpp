#include "workloads/network/layer_order.hpp"

#include <algorithm>

namespace engram::workloads {
namespace {

/// Refuses loops through more than one population, each by its members.
void check_loops(const Network& network) {
  std::string faults;
  for (const std::vector<std::string>& members : loops(network)) {
    if (members.size() < 2) continue;
    std::string names;
    for (const std::string& name : members) names += (names.empty() ? "'" : ", '") + name + "'";
    faults += (faults.empty() ? "" : "\n") +
              std::string("schedule layer_by_layer: a loop through ") + names +
              ": no layer can finish before the others begin";
  }
  if (!faults.empty()) throw NetworkFault(faults);
}

/// Longest path from a population that nothing else feeds, whatever the delays.
std::vector<unsigned> depths(const Graph& graph) {
  std::vector<unsigned> depth(boost::num_vertices(graph), 0);
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& id : boost::make_iterator_range(boost::edges(graph))) {
      const PopulationId from = boost::source(id, graph), to = boost::target(id, graph);
      if (from == to || depth[to] > depth[from]) continue;
      depth[to] = depth[from] + 1;
      changed = true;
    }
  }
  return depth;
}

}  // namespace

std::vector<unsigned> layer_order(const Network& network) {
  levels(network);  // refuses loops without delay
  check_loops(network);
  const std::vector<unsigned> depth = depths(network.graph);
  std::vector<PopulationId> ids;
  for (PopulationId id = 0; id < depth.size(); ++id) {
    if (network.graph[id].step.model != NeuronModel::input) ids.push_back(id);
  }
  std::stable_sort(ids.begin(), ids.end(),
                   [&](PopulationId a, PopulationId b) { return depth[a] < depth[b]; });
  std::vector<unsigned> layer(depth.size(), 0);
  for (std::size_t at = 0; at < ids.size(); ++at) layer[ids[at]] = static_cast<unsigned>(at + 1);
  return layer;
}

}  // namespace engram::workloads
