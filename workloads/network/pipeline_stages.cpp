#include <algorithm>
#include <boost/graph/bellman_ford_shortest_paths.hpp>
#include <boost/property_map/function_property_map.hpp>

#include "workloads/network/network.hpp"

namespace engram::workloads {
namespace {

/// Longest paths, as shortest ones of negated lengths. Length of an edge: 1 - delay.
struct Search {
  std::vector<int> distance;
  std::vector<PopulationId> before;  ///< predecessor on the path

  bool run(const Graph& graph) {
    const auto count = boost::num_vertices(graph);
    distance.assign(count, 0);
    before.resize(count);
    for (PopulationId id = 0; id < count; ++id) before[id] = id;
    const auto length = boost::make_function_property_map<ProjectionId, int>(
        [&](const ProjectionId& id) { return static_cast<int>(graph[id].delay) - 1; });
    return boost::bellman_ford_shortest_paths(
        graph, static_cast<int>(count),
        boost::weight_map(length)
            .distance_map(boost::make_iterator_property_map(distance.begin(),
                                                            boost::get(boost::vertex_index, graph)))
            .predecessor_map(boost::make_iterator_property_map(
                before.begin(), boost::get(boost::vertex_index, graph))));
  }
};

/// The populations of a loop that the search ran round, in the order of its projections.
std::vector<PopulationId> loop_of(const Graph& graph, const Search& search) {
  PopulationId at = 0;
  for (const auto& id : boost::make_iterator_range(boost::edges(graph))) {
    const PopulationId from = boost::source(id, graph), to = boost::target(id, graph);
    const int length = static_cast<int>(graph[id].delay) - 1;
    if (search.distance[from] + length < search.distance[to]) at = from;
  }
  for (PopulationId step = 0; step < boost::num_vertices(graph); ++step) at = search.before[at];
  std::vector<PopulationId> loop{at};
  for (PopulationId next = search.before[at]; next != at; next = search.before[next]) {
    loop.push_back(next);
  }
  std::reverse(loop.begin(), loop.end());
  return loop;
}

}  // namespace

std::vector<unsigned> pipeline_stages(const Network& network) {
  const Graph& graph = network.graph;
  Search search;
  if (!search.run(graph)) {
    std::string names;
    const std::vector<PopulationId> loop = loop_of(graph, search);
    for (const PopulationId id : loop) names += "'" + graph[id].name + "' -> ";
    names += "'" + graph[loop.front()].name + "'";
    throw NetworkFault("schedule pipelined: the delays of the loop " + names +
                       " add up to less than its " + std::to_string(loop.size()) +
                       (loop.size() == 1 ? " projection" : " projections"));
  }
  std::vector<unsigned> stages;
  for (const int distance : search.distance) stages.push_back(static_cast<unsigned>(-distance));
  return stages;
}

}  // namespace engram::workloads
