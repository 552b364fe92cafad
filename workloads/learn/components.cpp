#include "workloads/learn/components.hpp"

#include <algorithm>
#include <boost/graph/strong_components.hpp>

namespace engram::workloads::learn {

std::vector<std::vector<PopulationId>> components_in_order(const Network& network) {
  const Graph& graph = network.graph;
  const std::vector<unsigned> level = levels(network);
  std::vector<std::size_t> component(level.size());
  const std::size_t count = boost::strong_components(
      graph,
      boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, graph)));
  // Tarjan's algorithm finishes a component after all that it leads to.
  std::vector<std::vector<PopulationId>> components(count);
  for (PopulationId id = 0; id < level.size(); ++id) {
    components[count - 1 - component[id]].push_back(id);
  }
  for (std::vector<PopulationId>& members : components) {
    std::stable_sort(members.begin(), members.end(),
                     [&](PopulationId a, PopulationId b) { return level[a] < level[b]; });
  }
  return components;
}

}  // namespace engram::workloads::learn
