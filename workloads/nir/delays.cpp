#include "workloads/nir/delays.hpp"

#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>

namespace engram::workloads {
namespace {

struct Undelayed {
  const Graph* graph = nullptr;
  bool operator()(const ProjectionId& id) const { return (*graph)[id].delay == 0; }
};

}  // namespace

void add_delays(Network& network, std::uint32_t round_loops, std::uint32_t otherwise) {
  Graph& graph = network.graph;
  const boost::filtered_graph<Graph, Undelayed> now(graph, Undelayed{&graph});
  std::vector<int> component(boost::num_vertices(graph));
  boost::strong_components(now, boost::make_iterator_property_map(
                                    component.begin(), boost::get(boost::vertex_index, graph)));
  for (const ProjectionId& id : network.projections()) {
    const bool inside = graph[id].delay == 0 &&
                        component[boost::source(id, graph)] == component[boost::target(id, graph)];
    graph[id].delay += inside ? round_loops : otherwise;
  }
}

}  // namespace engram::workloads
