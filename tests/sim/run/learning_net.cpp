#include "tests/sim/run/learning_net.hpp"

#include "workloads/network/geometry.hpp"

namespace engram::sim {
namespace {

using namespace workloads;

Population population(const std::string& name, std::uint32_t neurons, NeuronModel model) {
  Population made;
  made.name = name;
  made.shape = {1, 1, neurons};
  made.step.model = model;
  made.step.spiking = model == NeuronModel::if_;
  return made;
}

Projection projection(const std::string& name, Connection connection, bool quantized) {
  Projection made;
  made.name = name;
  made.connection = std::move(connection);
  if (!quantized) return made;
  made.quantization.format = {WeightKind::uniform, 8};
  made.quantization.scale = {1.0};
  made.quantization.levels.assign(weights(made.connection).size(), 1);
  return made;
}

}  // namespace

Network learning_network() {
  Network network;
  const PopulationId in = network.add(population("in", 4, NeuronModel::input));
  const PopulationId hidden = network.add(population("hidden", 3, NeuronModel::if_));
  const PopulationId out = network.add(population("out", 2, NeuronModel::if_));
  const PopulationId other = network.add(population("other", 1, NeuronModel::integrator));
  ConvWindow window;
  window.kernel_x = 2;
  network.connect(
      in, hidden,
      projection("kernel", Conv2d{conv_geometry({1, 1, 4}, 1, window, 1), {1, 1}}, true));
  network.connect(hidden, out, projection("full", Dense{3, 2, std::vector<float>(6, 1.0F)}, true));
  network.connect(in, other, projection("float", Dense{4, 1, std::vector<float>(4, 1.0F)}, false));
  return network;
}

Config learning_config(const std::string& rule) {
  Config config;
  config.seed = 9;
  config.input.timesteps = 5;
  config.learning.emplace();
  config.learning->rule = rule;
  config.learning->place = "run.json:7: /learning";
  if (rule == "stdp") config.learning->potentiation = config.learning->depression = {3, 2};
  return config;
}

}  // namespace engram::sim
