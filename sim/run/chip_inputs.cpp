#include "sim/run/chip_inputs.hpp"

namespace engram::sim {
namespace {

hw::SampleInput chip_input(std::size_t population, const workloads::SpikeTrain& train) {
  hw::SampleInput input;
  input.population = static_cast<std::uint32_t>(population);
  input.events.reserve(train.events.size());
  for (const workloads::SpikeEvent& event : train.events) {
    input.events.push_back({event.timestep, event.neuron, event.count});
  }
  return input;
}

}  // namespace

std::vector<hw::SampleInput> chip_inputs(const Prepared& prepared, std::size_t index) {
  std::vector<hw::SampleInput> inputs;
  const auto populations = prepared.network.inputs();
  for (std::size_t at = 0; at < populations.size(); ++at) {
    inputs.push_back(chip_input(populations[at], prepared.samples[index].trains[at]));
  }
  return inputs;
}

std::vector<hw::SampleTargets> chip_targets(const Prepared& prepared, std::size_t index) {
  std::vector<hw::SampleTargets> targets;
  if (!prepared.learning || prepared.learning->targets.empty()) return targets;
  const std::vector<workloads::SpikeTrain>& wanted = prepared.learning->targets[index];
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    targets.push_back(chip_input(prepared.learning->task.targeted[at], wanted[at]));
  }
  return targets;
}

}  // namespace engram::sim
