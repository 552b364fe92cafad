#include "learning_net.hpp"

namespace engram::workloads::small_net {

Population readout(const std::string& name, Shape shape) {
  NeuronStep step;
  step.model = NeuronModel::integrator;
  step.spiking = false;
  return neurons(name, shape, step);
}

SpikeTrain counts(const std::vector<std::uint32_t>& by_timestep) {
  const auto timesteps = static_cast<std::uint32_t>(by_timestep.size());
  SpikeTrain made = train(1, timesteps, {});
  for (std::uint32_t t = 0; t < timesteps; ++t) {
    if (by_timestep[t] > 0) made.events.push_back({t, 0, by_timestep[t]});
  }
  return made;
}

LearningTask task(LearningRule rule, std::vector<std::uint8_t> learns, unsigned rate_shift) {
  LearningTask made;
  made.rule = rule;
  made.shared_kernel.assign(learns.size(), 0);
  made.learns = std::move(learns);
  made.rate_shift = rate_shift;
  made.trace_decay = 2048;
  return made;
}

std::vector<std::int32_t> OneSynapse::run() const {
  Network network;
  const PopulationId in = network.add(small_net::input("in", {1, 1, 1}));
  const PopulationId out = network.add(neuron);
  network.connect(in, out, levels("edge", 1, 1, {level}));
  LearningSample sample{{counts(input)}, {}, static_cast<std::uint32_t>(input.size())};
  if (!task.targeted.empty()) sample.targets.push_back(counts(target));
  const LearningResult result = learn_reference(network, task, {sample}, {{}, true});
  std::vector<std::int32_t> by_timestep;
  for (const NetworkLevels& all : result.samples[0].trajectory) {
    by_timestep.push_back(all[0].levels[0]);
  }
  return by_timestep;
}

}  // namespace engram::workloads::small_net
