#include "hw/noc/channel_dependency.hpp"

#include <algorithm>
#include <boost/graph/depth_first_search.hpp>

namespace engram::hw {
namespace {

using Edge = ChannelDependencies::edge_descriptor;

/// Keeps the first circle that the search closes.
class CycleFinder : public boost::default_dfs_visitor {
 public:
  CycleFinder(std::vector<std::size_t>& parents, std::vector<ChannelId>& cycle)
      : parents_(parents), cycle_(cycle) {}

  void tree_edge(Edge edge, const ChannelDependencies& graph) {
    parents_[target(edge, graph)] = source(edge, graph);
  }
  void back_edge(Edge edge, const ChannelDependencies& graph) {
    if (!cycle_.empty()) return;
    const std::size_t first = target(edge, graph);
    for (std::size_t at = source(edge, graph); at != first; at = parents_[at]) {
      cycle_.push_back(static_cast<ChannelId>(at));
    }
    cycle_.push_back(static_cast<ChannelId>(first));
    std::reverse(cycle_.begin(), cycle_.end());
  }

 private:
  std::vector<std::size_t>& parents_;
  std::vector<ChannelId>& cycle_;
};

}  // namespace

ChannelDependencies channel_dependencies(const Topology& topology) {
  ChannelDependencies graph(topology.channels().size());
  for (RouterId destination = 0; destination < topology.routers(); ++destination) {
    for (RouterId at = 0; at < topology.routers(); ++at) {
      if (at == destination) continue;
      const ChannelId first = topology.next(at, destination);
      const RouterId then = topology.channels()[first].to;
      if (then != destination) boost::add_edge(first, topology.next(then, destination), graph);
    }
  }
  return graph;
}

std::vector<ChannelId> dependency_cycle(const Topology& topology) {
  const ChannelDependencies graph = channel_dependencies(topology);
  std::vector<std::size_t> parents(topology.channels().size());
  std::vector<ChannelId> cycle;
  boost::depth_first_search(graph, boost::visitor(CycleFinder(parents, cycle)));
  std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
  return cycle;
}

std::string cycle_text(const Topology& topology, const std::vector<ChannelId>& cycle) {
  std::string text;
  for (const ChannelId channel : cycle) {
    text += (text.empty() ? "" : ", ") + topology.channel_name(channel);
  }
  return text;
}

}  // namespace engram::hw
