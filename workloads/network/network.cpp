#include "workloads/network/network.hpp"

#include "workloads/network/check_network.hpp"

namespace engram::workloads {
namespace {

std::vector<PopulationId> select(const Graph& graph, bool (*wanted)(const Population&)) {
  std::vector<PopulationId> found;
  for (PopulationId id = 0; id < boost::num_vertices(graph); ++id) {
    if (wanted(graph[id])) found.push_back(id);
  }
  return found;
}

bool stored(const Projection& projection, std::uint64_t weight) {
  if (projection.quantization.format.kind != WeightKind::float32) {
    return projection.quantization.levels[weight] != 0;
  }
  return weights(projection.connection)[weight] != 0.0F;
}

}  // namespace

Network& Network::operator=(Network&& other) {
  if (this == &other) return *this;
  graph.clear();
  Graph& from = other.graph;
  for (PopulationId id = 0; id < boost::num_vertices(from); ++id) {
    graph[boost::add_vertex(graph)] = std::move(from[id]);
  }
  for (const ProjectionId& id : other.projections()) {
    const auto edge = boost::add_edge(boost::source(id, from), boost::target(id, from), graph);
    graph[edge.first] = std::move(from[id]);
  }
  from.clear();
  return *this;
}

PopulationId Network::add(Population population) {
  std::vector<std::string> faults = population_faults(population);
  if (find(population.name)) {
    faults.push_back("population '" + population.name + "': the name is taken");
  }
  if (!faults.empty()) throw NetworkFault(lines(faults));
  return boost::add_vertex(std::move(population), graph);
}

ProjectionId Network::connect(PopulationId source, PopulationId target, Projection projection) {
  std::vector<std::string> faults = projection_faults(graph[source], graph[target], projection);
  for (const ProjectionId& id : projections()) {
    if (graph[id].name != projection.name) continue;
    faults.push_back("projection '" + projection.name + "': the name is taken");
  }
  if (!faults.empty()) throw NetworkFault(lines(faults));
  const ProjectionId id = boost::add_edge(source, target, graph).first;
  graph[id] = std::move(projection);  // add_edge would copy it, weights and all
  return id;
}

std::optional<PopulationId> Network::find(const std::string& name) const {
  for (PopulationId id = 0; id < boost::num_vertices(graph); ++id) {
    if (graph[id].name == name) return id;
  }
  return std::nullopt;
}

std::vector<PopulationId> Network::inputs() const {
  return select(graph, [](const Population& p) { return p.step.model == NeuronModel::input; });
}

std::vector<PopulationId> Network::outputs() const {
  return select(graph, [](const Population& p) { return p.output; });
}

std::vector<ProjectionId> Network::projections() const {
  const auto [begin, end] = boost::edges(graph);  // a list in order of insertion
  return {begin, end};
}

std::uint64_t synapse_count(const Projection& projection) {
  std::uint64_t count = 0;
  const auto rows = static_cast<std::uint32_t>(inputs(projection.connection));
  for (std::uint32_t row = 0; row < rows; ++row) {
    for_each_synapse(projection.connection, row,
                     [&](std::uint32_t, std::uint32_t, std::uint64_t weight) {
                       if (stored(projection, weight)) ++count;
                     });
  }
  return count;
}

std::vector<std::uint64_t> fan_out(const Network& network, PopulationId population) {
  std::vector<std::uint64_t> fans(network.graph[population].shape.size(), 0);
  for (const ProjectionId& id : network.projections()) {
    if (boost::source(id, network.graph) != population) continue;
    const Projection& projection = network.graph[id];
    for (std::uint32_t neuron = 0; neuron < fans.size(); ++neuron) {
      for (const std::uint32_t input : rewrite_address(projection.stages, neuron)) {
        for_each_synapse(projection.connection, input,
                         [&](std::uint32_t, std::uint32_t, std::uint64_t weight) {
                           if (stored(projection, weight)) ++fans[neuron];
                         });
      }
    }
  }
  return fans;
}

std::vector<std::uint64_t> fan_in(const Network& network, PopulationId population) {
  std::vector<std::uint64_t> fans(network.graph[population].shape.size(), 0);
  for (const ProjectionId& id : network.projections()) {
    if (boost::target(id, network.graph) != population) continue;
    const Projection& projection = network.graph[id];
    const auto rows = static_cast<std::uint32_t>(inputs(projection.connection));
    for (std::uint32_t row = 0; row < rows; ++row) {
      for_each_synapse(projection.connection, row,
                       [&](std::uint32_t, std::uint32_t output, std::uint64_t weight) {
                         if (stored(projection, weight)) ++fans[output];
                       });
    }
  }
  return fans;
}

}  // namespace engram::workloads
