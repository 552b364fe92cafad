#include "tests/published/chip_counts.hpp"

#include <algorithm>
#include <numeric>

namespace engram::published {

RunCounts ChipRunner::run(const std::vector<workloads::SpikeTrain>& trains, std::uint32_t timesteps,
                          bool record) {
  hw::RunOptions options;
  options.timesteps = timesteps;
  options.record_spikes = record;
  std::vector<hw::SampleInput> inputs;
  if (!trains.empty()) inputs.push_back(chip_input(network_, trains.at(0)));
  const hw::SampleResult result = chip_.run(inputs, options);
  RunCounts counts;
  for (workloads::PopulationId id = 0; id < result.neuron_spikes.size(); ++id) {
    const auto& neurons = result.neuron_spikes[id];
    counts.spikes.push_back(std::accumulate(neurons.begin(), neurons.end(), std::uint64_t{0}));
  }
  if (!trains.empty()) counts.spikes[network_.inputs().at(0)] = trains[0].spikes();
  const auto& outputs = result.neuron_spikes[network_.outputs().at(0)];
  counts.outputs.assign(outputs.begin(), outputs.end());
  counts.operations.assign(result.synaptic_operations.begin(), result.synaptic_operations.end());
  for (const hw::OutputSpike& spike : result.spikes) {
    if (network_.graph[spike.population].step.model == workloads::NeuronModel::input) continue;
    counts.recorded.push_back({spike.population, spike.neuron, spike.timestep, spike.count});
  }
  std::sort(counts.recorded.begin(), counts.recorded.end());
  return counts;
}

}  // namespace engram::published
