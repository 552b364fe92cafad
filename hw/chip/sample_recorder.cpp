#include "hw/chip/sample_recorder.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace engram::hw {

void SampleRecorder::begin(const RunOptions& options) {
  options_ = options;
  result_ = {};
  current_ = {};
  operations_before_ = 0;
  result_.timesteps.reserve(options.timesteps);
  for (const PopulationSpec& population : spec_.populations) {
    result_.neuron_spikes.emplace_back(population.neurons, 0);
    const bool readout = !population.input && !population.spiking;
    const double lowest = options.timesteps > 0 ? std::numeric_limits<double>::lowest() : 0.0;
    result_.readout_max.emplace_back(readout ? population.neurons : 0, lowest);
  }
  for (const std::uint32_t population : options.traced) {
    const std::size_t neurons = spec_.populations[population].neurons;
    result_.traces.emplace_back(neurons * options.timesteps, 0.0);
  }
}

MembraneRecord SampleRecorder::record(const SliceSpec& slice) {
  MembraneRecord record;
  record.stride = spec_.populations[slice.population].neurons;
  std::vector<double>& highest = result_.readout_max[slice.population];
  if (!highest.empty()) record.highest = highest.data() + slice.first;
  const auto found = std::find(options_.traced.begin(), options_.traced.end(), slice.population);
  if (found != options_.traced.end() && options_.timesteps > 0) {
    const auto index = static_cast<std::size_t>(found - options_.traced.begin());
    record.trace = result_.traces[index].data() + slice.first;
  }
  return record;
}

void SampleRecorder::begin_timestep(std::uint32_t timestep) {
  current_ = {};
  current_.timestep = timestep;
}

void SampleRecorder::input(std::uint32_t population, std::uint32_t neuron, std::uint32_t count) {
  result_.neuron_spikes[population][neuron] += count;
  current_.input_spikes += count;
}

Sent SampleRecorder::emit(std::uint32_t core, std::uint32_t population,
                                   std::uint32_t neuron, std::uint32_t count) {
  result_.neuron_spikes[population][neuron] += count;
  current_.spikes += count;
  if (options_.record_spikes) {
    result_.spikes.push_back({population, neuron, current_.timestep, count});
  }
  return next_.emit(core, population, neuron, count);
}

void SampleRecorder::end_timestep(Count cycles, Count operations, bool missed) {
  current_.cycles = cycles;
  current_.synaptic_operations = operations - operations_before_;
  operations_before_ = operations;
  result_.missed_deadlines += missed ? 1 : 0;
  result_.timesteps.push_back(current_);
  if (options_.progress) options_.progress(current_.timestep);
}

SampleResult SampleRecorder::take() {
  std::sort(result_.spikes.begin(), result_.spikes.end());
  // What lasts longer encloses what begins with it.
  std::sort(result_.spans.begin(), result_.spans.end(),
            [](const ActivitySpan& a, const ActivitySpan& b) {
              return std::tie(a.begin, b.end, a.block) < std::tie(b.begin, a.end, b.block);
            });
  return std::move(result_);
}

}  // namespace engram::hw
