#include "workloads/reference/check_reference.hpp"

#include <string>
#include <tuple>

namespace engram::workloads::reference {
namespace {

[[noreturn]] void refuse_train(const Population& population, const std::string& what) {
  throw std::invalid_argument("input '" + population.name + "': " + what);
}

void check_train(const Population& population, const SpikeTrain& train) {
  const std::uint64_t neurons = population.shape.size();
  if (train.neurons != neurons) {
    refuse_train(population, "the train has " + std::to_string(train.neurons) +
                                 " neurons, the population " + std::to_string(neurons));
  }
  for (std::size_t k = 0; k < train.events.size(); ++k) {
    const SpikeEvent& event = train.events[k];
    const std::string which = "event " + std::to_string(k);
    if (event.neuron >= neurons || event.count == 0) {
      refuse_train(population, which + " names neuron " + std::to_string(event.neuron) + " of " +
                                   std::to_string(neurons) + " with count " +
                                   std::to_string(event.count));
    }
    if (k == 0) continue;
    const SpikeEvent& before = train.events[k - 1];
    if (std::tie(before.timestep, before.neuron) >= std::tie(event.timestep, event.neuron)) {
      refuse_train(population, which + " does not follow the one before by (timestep, neuron)");
    }
  }
}

void check_arithmetic(const Network& network, PopulationId id) {
  const Population& population = network.graph[id];
  const std::string where = "population '" + population.name + "': ";
  bool floats = false, levels = false;
  for (const ProjectionId projection : network.projections()) {
    if (boost::target(projection, network.graph) != id) continue;
    const bool quantized =
        network.graph[projection].quantization.format.kind != WeightKind::float32;
    (quantized ? levels : floats) = true;
  }
  if (floats && levels) throw NetworkFault(where + "mixes float32 and quantized inputs");
  if (floats && population.fixed) {
    throw NetworkFault(where + "computes in fixed point, its inputs are float32");
  }
}

void check_multi_spike(const Population& population) {
  if (!population.step.spiking || !population.step.multi_spike) return;
  bool positive = true;
  if (population.fixed) {
    for (const std::int64_t value : population.fixed->threshold) positive = positive && value > 0;
  } else {
    for (const double value : population.step.threshold.values()) positive = positive && value > 0;
  }
  if (!positive) {
    throw NetworkFault("population '" + population.name +
                       "': multi-spike needs thresholds above 0");
  }
}

}  // namespace

void check(const Network& network, const std::vector<SpikeTrain>& inputs,
           const std::vector<PopulationId>& traced) {
  const auto sources = network.inputs();
  if (inputs.size() != sources.size()) {
    throw std::invalid_argument("found " + std::to_string(inputs.size()) + " trains for " +
                                std::to_string(sources.size()) + " input populations");
  }
  for (std::size_t k = 0; k < sources.size(); ++k) {
    check_train(network.graph[sources[k]], inputs[k]);
  }
  const std::size_t populations = boost::num_vertices(network.graph);
  for (PopulationId id = 0; id < populations; ++id) {
    check_arithmetic(network, id);
    check_multi_spike(network.graph[id]);
  }
  for (const PopulationId id : traced) {
    if (id >= populations || network.graph[id].step.model == NeuronModel::input) {
      throw std::invalid_argument("population " + std::to_string(id) + " has no membrane to trace");
    }
  }
}

}  // namespace engram::workloads::reference
