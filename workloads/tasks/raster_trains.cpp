#include "workloads/tasks/raster_trains.hpp"

namespace engram::workloads {

Raster make_raster(std::uint32_t timesteps, std::uint32_t samples, std::uint32_t neurons) {
  return {timesteps, samples, neurons,
          std::vector<float>(std::size_t{timesteps} * samples * neurons, 0.0F)};
}

void add_train(const SpikeTrain& train, std::uint32_t sample, Raster& raster) {
  for (const SpikeEvent& event : train.events) {
    if (event.timestep >= raster.timesteps) break;
    raster.counts[raster.row(event.timestep, sample) + event.neuron] +=
        static_cast<float>(event.count);
  }
}

SpikeTrain sample_train(const Raster& raster, std::uint32_t sample) {
  SpikeTrain train;
  train.neurons = raster.neurons;
  train.timesteps = raster.timesteps;
  for (std::uint32_t timestep = 0; timestep < raster.timesteps; ++timestep) {
    const float* const counts = raster.counts.data() + raster.row(timestep, sample);
    for (std::uint32_t neuron = 0; neuron < raster.neurons; ++neuron) {
      if (counts[neuron] == 0) continue;
      train.events.push_back({timestep, neuron, static_cast<std::uint32_t>(counts[neuron])});
      train.events_used += train.events.back().count;
    }
  }
  return train;
}

}  // namespace engram::workloads
