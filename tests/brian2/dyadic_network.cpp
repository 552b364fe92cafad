#include "tests/brian2/dyadic_network.hpp"

#include "workloads/network/random.hpp"

namespace engram::brian2 {
namespace {

using workloads::NeuronModel;
using workloads::PerNeuron;
using workloads::Population;
using workloads::PopulationId;
using workloads::Projection;
using workloads::RandomStream;

constexpr double sixteenth = 1.0 / 16;

std::uint32_t below(RandomStream& draw, std::uint32_t n) {
  return static_cast<std::uint32_t>(draw.below(n));
}

/// `low` to `high` in steps of 1/16, one for all or one a neuron.
PerNeuron sixteenths(RandomStream& draw, int low, int high, std::size_t neurons) {
  std::vector<double> values(draw.below(2) == 0 ? 1 : neurons);
  for (double& value : values)
    value = (low + static_cast<int>(draw.below(high - low + 1))) * sixteenth;
  return values.size() == 1 ? PerNeuron(values[0]) : PerNeuron(std::move(values));
}

void add_neurons(RandomStream& draw, workloads::Network& network, bool leaky) {
  Population population;
  population.name = "layer" + std::to_string(boost::num_vertices(network.graph));
  population.shape = {4 + below(draw, 12), 1, 1};
  population.output = true;
  const std::size_t neurons = population.shape.size();
  workloads::NeuronStep& step = population.step;
  step.compare = workloads::Compare::greater;
  step.reset = workloads::Reset::value;
  step.model = leaky ? NeuronModel::lif : NeuronModel::if_;
  if (leaky) {
    std::vector<double> decays(neurons);
    for (double& decay : decays) decay = draw.below(2) == 0 ? 0.5 : 0.75;
    step.membrane_decay = PerNeuron(std::move(decays));
    step.membrane_gain = draw.below(2) == 0 ? 1.0 : 0.5;
    step.membrane_offset = sixteenths(draw, 0, 2, neurons);
  }
  step.threshold = sixteenths(draw, 8, 20, neurons);
  step.reset_value = sixteenths(draw, -4, 4, neurons);
  if (draw.below(2) == 0) step.bias = sixteenths(draw, -2, 2, neurons);
  network.add(std::move(population));
}

float weight(RandomStream& draw) {
  return static_cast<float>((static_cast<int>(draw.below(21)) - 6) * 2 * sixteenth);
}

workloads::Connection connection(RandomStream& draw, std::uint32_t inputs, std::uint32_t outputs) {
  if (draw.below(2) == 0) {
    workloads::Dense dense{inputs, outputs, {}};
    for (std::uint32_t at = 0; at < inputs * outputs; ++at) dense.weights.push_back(weight(draw));
    return dense;
  }
  const bool one_to_one = inputs == outputs && draw.below(2) == 0;
  workloads::Sparse sparse{inputs, outputs, {0}, {}, {}};
  for (std::uint32_t row = 0; row < inputs; ++row) {
    for (std::uint32_t target = 0; target < outputs; ++target) {
      if (one_to_one ? target != row : draw.below(3) != 0) continue;
      sparse.target.push_back(target);
      sparse.weights.push_back(one_to_one ? 1.0F : weight(draw));
    }
    sparse.row_begin.push_back(sparse.target.size());
  }
  return sparse;
}

void connect(RandomStream& draw, workloads::Network& network, PopulationId source,
             PopulationId target) {
  const auto size = [&](PopulationId id) {
    return static_cast<std::uint32_t>(network.graph[id].shape.size());
  };
  Projection projection;
  projection.name = "edge" + std::to_string(boost::num_edges(network.graph));
  projection.delay = source < target ? below(draw, 3) : 1 + below(draw, 3);
  projection.connection = connection(draw, size(source), size(target));
  network.connect(source, target, std::move(projection));
}

}  // namespace

DyadicCase dyadic_case(std::uint64_t seed) {
  DyadicCase random;
  workloads::Network& network = random.network;
  RandomStream draw(seed, workloads::hash_name("brian2"));
  const std::uint32_t inputs = 1 + below(draw, 2), layers = 2 + below(draw, 3);
  for (std::uint32_t input = 0; input < inputs; ++input) {
    Population population;
    population.name = "in" + std::to_string(input);
    population.shape = {5 + below(draw, 8), 1, 1};
    population.step.model = NeuronModel::input;
    network.add(std::move(population));
  }
  for (std::uint32_t layer = 0; layer < layers; ++layer) {
    add_neurons(draw, network, (layer + seed) % 2 == 0);
    connect(draw, network, below(draw, inputs + layer), inputs + layer);
    if (layer < inputs) connect(draw, network, layer, inputs + layer);
  }
  const PopulationId last = inputs + layers - 1;
  connect(draw, network, last, inputs + below(draw, layers));  // a loop, perhaps of one population
  connect(draw, network, inputs + below(draw, layers), inputs + below(draw, layers));
  for (const PopulationId id : network.inputs()) {
    workloads::SpikeTrain train;
    train.neurons = static_cast<std::uint32_t>(network.graph[id].shape.size());
    train.timesteps = timesteps;
    for (std::uint32_t step = 0; step < timesteps; ++step) {
      for (std::uint32_t neuron = 0; neuron < train.neurons; ++neuron) {
        if (draw.below(4) == 0) train.events.push_back({step, neuron, 1});
      }
    }
    random.inputs.push_back(std::move(train));
  }
  return random;
}

}  // namespace engram::brian2
