#include "workloads/network/network.hpp"

#include <algorithm>

namespace engram::workloads {
namespace {

/// Faults of one projection's shapes, one a line; empty when all fits.
std::string shape_faults(const Population& source, const Population& target,
                         const Projection& projection) {
  std::string faults;
  const auto fault = [&](const std::string& text) {
    faults +=
        (faults.empty() ? "" : "\n") + std::string("projection '") + projection.name + "': " + text;
  };
  Shape shape = source.shape;
  for (const AddressStage& stage : projection.stages) {
    if (stage.in.size() != shape.size()) {
      fault("a pooling stage takes " + to_string(stage.in) + ", it is given " + to_string(shape));
    }
    shape = stage.out;
  }
  const std::uint64_t in = inputs(projection.connection);
  const std::uint64_t out = outputs(projection.connection);
  if (in != shape.size()) {
    fault("takes " + std::to_string(in) + " inputs, population '" + source.name + "' gives " +
          std::to_string(shape.size()) + " " + to_string(shape));
  }
  if (out != target.shape.size()) {
    fault("has " + std::to_string(out) + " outputs, population '" + target.name + "' has " +
          std::to_string(target.shape.size()) + " neurons " + to_string(target.shape));
  }
  if (target.step.model == NeuronModel::input) {
    fault("ends in input population '" + target.name + "'");
  }
  return faults;
}

std::string connection_fault(const Connection& connection) {
  std::uint64_t expected = weights(connection).size();
  if (const auto* dense = std::get_if<Dense>(&connection)) {
    expected = std::uint64_t{dense->inputs} * dense->outputs;
  } else if (const auto* conv = std::get_if<Conv2d>(&connection)) {
    const ConvGeometry& g = conv->geometry;
    if (g.groups == 0 || g.in_channels % g.groups != 0 || g.out_channels % g.groups != 0) {
      return "groups " + std::to_string(g.groups) + " do not divide the channels";
    }
    expected = std::uint64_t{g.out_channels} * (g.in_channels / g.groups) * g.kernel_height *
               g.kernel_width;
  }
  if (expected == weights(connection).size()) return "";
  return "has " + std::to_string(weights(connection).size()) + " weights, its shape needs " +
         std::to_string(expected);
}

std::vector<PopulationId> select(const Graph& graph, bool (*wanted)(const Population&)) {
  std::vector<PopulationId> found;
  for (PopulationId id = 0; id < boost::num_vertices(graph); ++id) {
    if (wanted(graph[id])) found.push_back(id);
  }
  return found;
}

bool stored(const Projection& projection, std::uint64_t weight) {
  if (projection.quantization.format.kind == WeightKind::uniform) {
    return projection.quantization.levels[weight] != 0;
  }
  return weights(projection.connection)[weight] != 0.0F;
}

}  // namespace

PopulationId Network::add(Population population) {
  return boost::add_vertex(std::move(population), graph);
}

ProjectionId Network::connect(PopulationId source, PopulationId target, Projection projection) {
  std::string faults = shape_faults(graph[source], graph[target], projection);
  const std::string inner = connection_fault(projection.connection);
  if (!inner.empty()) {
    faults += (faults.empty() ? "" : "\n") + std::string("projection '") + projection.name +
              "': " + inner;
  }
  if (!faults.empty()) throw NetworkFault(faults);
  return boost::add_edge(source, target, std::move(projection), graph).first;
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
