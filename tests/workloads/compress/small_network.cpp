#include "small_network.hpp"

namespace engram::workloads {

SmallNetwork::SmallNetwork(const Shape& out, NeuronStep step) {
  Population population;
  population.name = "out";
  population.shape = out;
  population.step = std::move(step);
  population.output = true;
  out_ = network.add(std::move(population));
}

void SmallNetwork::connect(const std::string& name, Connection connection) {
  Population input;
  input.name = name + "_input";
  input.shape = {static_cast<std::uint32_t>(inputs(connection)), 1, 1};
  input.step.model = NeuronModel::input;
  const PopulationId source = network.add(std::move(input));
  Projection projection;
  projection.name = name;
  projection.connection = std::move(connection);
  network.connect(source, out_, std::move(projection));
}

void SmallNetwork::dense(const std::string& name, std::vector<float> weights) {
  const auto outputs = static_cast<std::uint32_t>(out().shape.size());
  const auto inputs = static_cast<std::uint32_t>(weights.size()) / outputs;
  connect(name, Dense{inputs, outputs, std::move(weights)});
}

void SmallNetwork::conv(const std::string& name, const ConvGeometry& geometry,
                        std::vector<float> weights) {
  connect(name, Conv2d{geometry, std::move(weights)});
}

void SmallNetwork::sparse(const std::string& name, Sparse sparse) {
  connect(name, std::move(sparse));
}

const Projection& SmallNetwork::projection(std::size_t index) const {
  return network.graph[network.projections()[index]];
}

}  // namespace engram::workloads
