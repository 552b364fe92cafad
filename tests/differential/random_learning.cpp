#include "tests/differential/random_learning.hpp"

#include <algorithm>
#include <sstream>

#include "workloads/network/random.hpp"

namespace engram::differential {
namespace {

using workloads::LearningRule;
using workloads::LearningTask;
using workloads::Network;
using workloads::Population;
using workloads::PopulationId;
using workloads::SpikeTrain;

constexpr LearningRule kRules[] = {LearningRule::three_factor, LearningRule::backprop,
                                   LearningRule::stdp};

/// A surrogate's width is a part of the threshold.
bool has_width(const Population& population) {
  if (!population.step.spiking) return true;
  if (population.fixed) {
    const auto& values = population.fixed->threshold;
    return std::find(values.begin(), values.end(), 0) == values.end();
  }
  const auto& values = population.step.threshold.values();
  return std::find(values.begin(), values.end(), 0.0) == values.end();
}

void choose_projections(const Draw& draw, const Network& network, bool share, LearningTask& task) {
  for (const auto& id : network.projections()) {
    const workloads::Projection& projection = network.graph[id];
    const Population& source = network.graph[boost::source(id, network.graph)];
    const bool input = source.step.model == workloads::NeuronModel::input;
    const bool can =
        projection.quantization.format.kind == WeightKind::uniform &&
        (task.rule == LearningRule::stdp || projection.delay > 0 || input || has_width(source));
    const bool conv = std::holds_alternative<workloads::Conv2d>(projection.connection);
    const bool sharing = share && conv && task.rule != LearningRule::stdp && draw(2) == 1;
    task.learns.push_back(can && draw(3) != 2 ? 1 : 0);
    task.shared_kernel.push_back(sharing ? 1 : 0);
  }
}

void choose_numbers(const Draw& draw, LearningTask& task) {
  if (draw(2) == 1) task.zero_weights = workloads::ZeroWeights::reencode;
  task.rounding =
      draw(2) == 0 ? workloads::StepRounding::nearest : workloads::StepRounding::stochastic;
  task.seed = draw(1U << 30);
  if (task.rule == LearningRule::stdp) {
    task.rate_shift = draw(8);
    for (std::uint32_t window = draw(8) == 7 ? 31 : 1 + draw(6); window > 0; --window) {
      task.potentiation.push_back(draw(64));
      task.depression.push_back(draw(64));
    }
    return;
  }
  task.rate_shift = 2 + draw(10);
  task.error_bits = draw(4) == 3 ? 5 : 16;
  task.error_gain = 1 + draw(32);
  task.backward_shift = draw(6);
  task.surrogate = draw(2) == 0 ? workloads::Surrogate::boxcar : workloads::Surrogate::triangle;
  task.surrogate_width = (1 + draw(8)) / 2.0;
  task.surrogate_bits = draw(10);
  task.trace_bits = draw(4) == 3 ? 6 : 16;
  task.trace_decay = draw(4) == 3 ? draw(4097) : 3686;
  task.trace_gain = 1 + draw(64);
}

SpikeTrain random_target(const Draw& draw, std::uint32_t neurons, std::uint32_t timesteps) {
  SpikeTrain train;
  train.neurons = neurons;
  train.timesteps = timesteps;
  workloads::RandomStream stream(draw(1U << 30), 5);
  const double rate = draw(3) / 4.0;
  for (std::uint32_t timestep = 0; timestep < timesteps; ++timestep) {
    for (std::uint32_t neuron = 0; neuron < neurons; ++neuron) {
      if (stream.unit() >= rate) continue;
      train.events.push_back({timestep, neuron, static_cast<std::uint32_t>(1 + stream.below(2))});
    }
  }
  return train;
}

/// The last population always, so that there is an error; others now and then.
void choose_targets(const Draw& draw, const Network& network, LearningTask& task) {
  const std::size_t populations = boost::num_vertices(network.graph);
  for (PopulationId id = 0; id < populations; ++id) {
    const Population& population = network.graph[id];
    if (population.step.model == workloads::NeuronModel::input || !has_width(population)) continue;
    if (id + 1 == populations || draw(3) == 2) task.targeted.push_back(id);
  }
}

}  // namespace

RandomLearning random_learning(const Draw& draw, const RandomCase& random, bool share) {
  RandomLearning learning;
  LearningTask& task = learning.task;
  task.rule = kRules[draw(3)];
  choose_projections(draw, random.network, share, task);
  choose_numbers(draw, task);
  if (task.rule != LearningRule::stdp) choose_targets(draw, random.network, task);
  for (std::size_t sample = 0; sample < random.samples.size(); ++sample) {
    std::vector<SpikeTrain>& trains = learning.targets.emplace_back();
    for (const PopulationId id : task.targeted) {
      const auto neurons = static_cast<std::uint32_t>(random.network.graph[id].shape.size());
      trains.push_back(random_target(draw, neurons, random.timesteps));
    }
  }
  return learning;
}

std::string describe(const LearningTask& task) {
  std::ostringstream text;
  const char* names[] = {"three_factor", "backprop", "stdp"};
  text << names[static_cast<int>(task.rule)] << ", rate 2^-" << task.rate_shift
       << (task.rounding == workloads::StepRounding::nearest ? " nearest" : " stochastic")
       << ", window " << task.potentiation.size() << ", learns";
  for (std::size_t p = 0; p < task.learns.size(); ++p) {
    if (task.learns[p] != 0) text << " edge" << p << (task.shared_kernel[p] != 0 ? " shared" : "");
  }
  text << ", targets";
  for (const PopulationId id : task.targeted) text << ' ' << id;
  return text.str();
}

}  // namespace engram::differential
