#include "workloads/reference/learning_rule.hpp"

namespace engram::workloads::reference {

std::vector<std::uint64_t> arrivals(const LearningProjection& projection,
                                    const Simulation& simulation, std::uint32_t timestep) {
  std::vector<std::uint64_t> none(projection.inputs, 0);
  if (timestep < projection.delay) return none;
  const Spikes& spikes = simulation.spikes(projection.source, timestep - projection.delay);
  return spikes.empty() ? none : pooled(*projection.stages, spikes);
}

void step_weights(const LearningTask& task, const LearningProjection& projection,
                  const std::vector<Wide>& gradients, std::uint32_t timestep) {
  LevelArray& level = *projection.level;
  const auto step = [&](std::uint64_t weight, Wide gradient, std::uint64_t key) {
    level.set(weight, stepped(task, level[weight], gradient, projection.bits,
                              {projection.index, key, timestep}));
  };
  if (!projection.shared) {
    for (std::size_t k = 0; k < projection.synapses.size(); ++k) {
      const StoredSynapse& synapse = projection.synapses[k];
      step(synapse.weight, gradients[k], std::uint64_t{synapse.input} << 32 | synapse.neuron);
    }
    return;
  }
  std::vector<Wide> sums(level.size(), 0);
  for (std::size_t k = 0; k < projection.synapses.size(); ++k) {
    sums[projection.synapses[k].weight] += gradients[k];
  }
  // A sum of 0 steps by 0 in both roundings, so weights that are no synapse stay 0.
  for (std::uint64_t weight = 0; weight < sums.size(); ++weight) step(weight, sums[weight], weight);
}

}  // namespace engram::workloads::reference
