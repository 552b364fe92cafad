#include "tests/differential/random_network.hpp"

#include <sstream>

#include "tests/differential/random_neuron.hpp"
#include "tests/differential/random_projection.hpp"
#include "workloads/network/random.hpp"

namespace engram::differential {
namespace {

using workloads::Network;
using workloads::Population;
using workloads::PopulationId;
using workloads::Projection;
using workloads::Shape;
using workloads::SpikeTrain;

void add_input(const Draw& draw, Network& network) {
  Population input;
  input.name = "in" + std::to_string(boost::num_vertices(network.graph));
  input.shape =
      draw(2) == 0 ? Shape{1 + draw(12), 1, 1} : Shape{1 + draw(4), 1 + draw(6), 1 + draw(6)};
  input.step.model = workloads::NeuronModel::input;
  network.add(std::move(input));
}

std::string next_name(const Network& network) {
  return "edge" + std::to_string(boost::num_edges(network.graph));
}

/// An input or a spiking population: the others send nothing.
PopulationId random_source(const Draw& draw, const Network& network) {
  std::vector<PopulationId> sources;
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    const workloads::NeuronStep& step = network.graph[id].step;
    if (step.spiking || step.model == workloads::NeuronModel::input) sources.push_back(id);
  }
  return sources[draw(static_cast<std::uint32_t>(sources.size()))];
}

/// A population reached from one that exists.
void add_population(const Draw& draw, const Manner& manner, Network& network) {
  const PopulationId source = random_source(draw, network);
  auto [projection, shape] =
      random_projection(draw, manner, network.graph[source].shape, std::nullopt);
  Population population;
  population.name = "layer" + std::to_string(boost::num_vertices(network.graph));
  population.shape = shape;
  population.output = draw(2) == 0;
  random_neuron(draw, manner, population);
  const PopulationId target = network.add(std::move(population));
  projection.name = next_name(network);
  projection.delay = draw(3) == 1 ? 1 + draw(3) : 0;
  network.connect(source, target, std::move(projection));
}

/// One more projection between populations that exist.
void add_projection(const Draw& draw, const Manner& manner, Network& network) {
  const PopulationId source = random_source(draw, network);
  const PopulationId target = draw(static_cast<std::uint32_t>(boost::num_vertices(network.graph)));
  if (network.graph[target].step.model == workloads::NeuronModel::input) return;
  auto [projection, shape] =
      random_projection(draw, manner, network.graph[source].shape, network.graph[target].shape);
  projection.name = next_name(network);
  projection.delay = source < target ? draw(3) : 1 + draw(2);
  network.connect(source, target, std::move(projection));
}

SpikeTrain random_train(const Draw& draw, std::uint32_t neurons, std::uint32_t timesteps) {
  constexpr double rates[] = {0.3, 0.1, 0.8};
  SpikeTrain train;
  train.neurons = neurons;
  train.timesteps = timesteps;
  const double rate = rates[draw(3)];
  const std::uint32_t most = 1 + draw(3);
  workloads::RandomStream stream(draw(1U << 30), 4);
  for (std::uint32_t timestep = 0; timestep < timesteps; ++timestep) {
    for (std::uint32_t neuron = 0; neuron < neurons; ++neuron) {
      if (stream.unit() >= rate) continue;
      const auto count = static_cast<std::uint32_t>(1 + stream.below(most));
      train.events.push_back({timestep, neuron, count});
    }
  }
  return train;
}

std::string kind_of(const Projection& projection) {
  const bool dense = std::holds_alternative<workloads::Dense>(projection.connection);
  const bool sparse = std::holds_alternative<workloads::Sparse>(projection.connection);
  return dense ? "dense" : sparse ? "sparse" : "conv2d";
}

}  // namespace

RandomCase random_case(const Draw& draw, Arithmetic arithmetic) {
  RandomCase random;
  const Manner manner = random_manner(draw, arithmetic);
  for (std::uint32_t left = 1 + draw(2); left > 0; --left) add_input(draw, random.network);
  for (std::uint32_t left = 1 + draw(4); left > 0; --left) {
    add_population(draw, manner, random.network);
  }
  for (std::uint32_t left = draw(4); left > 0; --left) {
    add_projection(draw, manner, random.network);
  }
  random.timesteps = 6 + draw(16);
  for (std::uint32_t left = 1 + draw(2); left > 0; --left) {
    std::vector<SpikeTrain> trains;
    for (const PopulationId id : random.network.inputs()) {
      const auto neurons = static_cast<std::uint32_t>(random.network.graph[id].shape.size());
      trains.push_back(random_train(draw, neurons, random.timesteps));
    }
    random.samples.push_back(std::move(trains));
  }
  return random;
}

void make_idle_without_input(Network& network) {
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    workloads::NeuronStep& step = network.graph[id].step;
    if (step.model == workloads::NeuronModel::input) continue;
    if (step.has_current) step.model = workloads::NeuronModel::lif;
    if (!step.spiking) step.model = workloads::NeuronModel::li;
    step.has_current = step.previous_current = false;
    step.refractory = 0;
    step.bias = step.membrane_offset = 0.0;
    const bool lifts = step.reset == workloads::Reset::subtract;
    if (lifts) step.low_threshold.reset();
    if (network.graph[id].fixed) {
      if (lifts) network.graph[id].fixed->low_threshold.clear();
      network.graph[id].fixed->bias = network.graph[id].fixed->membrane_offset = {0};
    }
  }
}

std::string describe(const Network& network) {
  std::ostringstream text;
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    const Population& population = network.graph[id];
    text << population.name << ": " << to_string(population.step.model) << ' '
         << to_string(population.shape) << (population.step.multi_spike ? " multi" : "")
         << (population.step.refractory > 0 ? " refractory" : "")
         << (population.step.clip_low ? " clip" : "") << (population.fixed ? " fixed" : "") << '\n';
  }
  for (const auto& id : network.projections()) {
    const Projection& projection = network.graph[id];
    text << projection.name << ": " << network.graph[boost::source(id, network.graph)].name
         << " -> " << network.graph[boost::target(id, network.graph)].name << ' '
         << kind_of(projection) << ' ' << to_string(projection.quantization.format) << " delay "
         << projection.delay << " stages " << projection.stages.size() << '\n';
  }
  return text.str();
}

}  // namespace engram::differential
