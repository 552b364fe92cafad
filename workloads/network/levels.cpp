#include <algorithm>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>

#include "workloads/network/network.hpp"

namespace engram::workloads {
namespace {

/// Keeps the edges along which a spike arrives in its own timestep.
struct ZeroDelay {
  const Graph* graph = nullptr;
  bool operator()(const ProjectionId& id) const { return (*graph)[id].delay == 0; }
};

/// Members of every strongly connected component that holds a loop.
template <class AnyGraph>
std::vector<std::vector<PopulationId>> loop_members(const AnyGraph& graph, std::size_t vertices) {
  std::vector<int> component(vertices);
  const auto index = boost::get(boost::vertex_index, graph);
  const int count =
      boost::strong_components(graph, boost::make_iterator_property_map(component.begin(), index));
  std::vector<std::vector<PopulationId>> members(static_cast<std::size_t>(count));
  for (PopulationId id = 0; id < vertices; ++id) members[component[id]].push_back(id);
  std::erase_if(members, [&](const std::vector<PopulationId>& group) {
    if (group.size() > 1) return false;
    const auto [begin, end] = boost::out_edges(group[0], graph);
    return std::none_of(begin, end,
                        [&](const auto& edge) { return boost::target(edge, graph) == group[0]; });
  });
  std::sort(members.begin(), members.end());
  return members;
}

std::string names_of(const Network& network, const std::vector<PopulationId>& members) {
  std::string names;
  for (const PopulationId id : members) {
    names += (names.empty() ? "'" : ", '") + network.graph[id].name + "'";
  }
  return names;
}

}  // namespace

std::vector<unsigned> levels(const Network& network) {
  const Graph& graph = network.graph;
  const boost::filtered_graph<Graph, ZeroDelay> now(graph, ZeroDelay{&graph});
  const std::size_t vertices = boost::num_vertices(graph);
  std::string faults;
  for (const auto& members : loop_members(now, vertices)) {
    faults += (faults.empty() ? "" : "\n") + std::string("a loop without delay through ") +
              names_of(network, members) + ": every loop needs a delay of at least 1 timestep";
  }
  if (!faults.empty()) throw NetworkFault(faults);
  std::vector<PopulationId> order;  // reverse topological
  boost::topological_sort(now, std::back_inserter(order));
  std::vector<unsigned> level(vertices, 0);
  for (auto id = order.rbegin(); id != order.rend(); ++id) {
    const auto [begin, end] = boost::in_edges(*id, now);
    for (auto edge = begin; edge != end; ++edge) {
      level[*id] = std::max(level[*id], level[boost::source(*edge, now)] + 1);
    }
  }
  return level;
}

std::vector<std::vector<std::string>> loops(const Network& network) {
  std::vector<std::vector<std::string>> named;
  for (const auto& members : loop_members(network.graph, boost::num_vertices(network.graph))) {
    std::vector<std::string> names;
    for (const PopulationId id : members) names.push_back(network.graph[id].name);
    named.push_back(std::move(names));
  }
  return named;
}

}  // namespace engram::workloads
