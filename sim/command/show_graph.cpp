#include "sim/command/show_graph.hpp"

#include "hw/noc/topology_graph.hpp"

namespace engram::sim {
namespace {

void write_network(std::ostream& out, const workloads::Network& network) {
  const workloads::Graph& graph = network.graph;
  for (workloads::PopulationId id = 0; id < boost::num_vertices(graph); ++id) {
    out << "p" << id << " [label=" << hw::dot_string(graph[id].name + "\n" + shape_text(graph[id]))
        << "];\n";
  }
  for (const workloads::ProjectionId& id : network.projections()) {
    std::string label = graph[id].name;
    if (graph[id].delay > 0) label += "\ndelay " + std::to_string(graph[id].delay);
    out << "p" << boost::source(id, graph) << " -> p" << boost::target(id, graph)
        << " [label=" << hw::dot_string(label) << "];\n";
  }
}

}  // namespace

std::string shape_text(const workloads::Population& population) {
  return workloads::to_string(population.shape) + " " + workloads::to_string(population.step.model);
}

void write_graph(std::ostream& out, const Prepared& prepared) {
  out << "digraph engram {\nsubgraph cluster_network {\nlabel=network;\n";
  write_network(out, prepared.network);
  out << "}\nsubgraph cluster_chip {\nlabel=chip;\n";
  hw::write_chip(out, prepared.chip);
  out << "}\n}\n";
}

}  // namespace engram::sim
