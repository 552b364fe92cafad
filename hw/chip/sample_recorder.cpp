#include "hw/chip/sample_recorder.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <tuple>
#include <utility>

namespace engram::hw {
namespace {

/// Puts spikes in order, which come by timestep, each neuron's ascending: a place for each neuron
/// is all that has to be found.
void sort_spikes(SampleResult& result) {
  if (result.spikes.empty()) return;
  std::vector<std::vector<std::size_t>> next;  // by population and neuron
  for (const std::vector<Count>& neurons : result.neuron_spikes) next.emplace_back(neurons.size());
  for (const OutputSpike& spike : result.spikes) ++next[spike.population][spike.neuron];
  std::size_t begin = 0;
  for (std::vector<std::size_t>& neurons : next) {
    for (std::size_t& place : neurons) begin += std::exchange(place, begin);
  }
  std::vector<OutputSpike> sorted(result.spikes.size());
  for (const OutputSpike& spike : result.spikes) {
    sorted[next[spike.population][spike.neuron]++] = spike;
  }
  assert(std::is_sorted(sorted.begin(), sorted.end()));
  result.spikes.swap(sorted);
}

}  // namespace

void SampleRecorder::begin(const RunOptions& options) {
  options_ = options;
  result_ = {};
  step_ = 0;
  operations_before_.assign(levels_of(spec_), 0);
  result_.timesteps.resize(options.timesteps);
  for (std::uint32_t timestep = 0; timestep < options.timesteps; ++timestep) {
    result_.timesteps[timestep].timestep = timestep;
  }
  for (const PopulationSpec& population : spec_.populations) {
    result_.neuron_spikes.emplace_back(population.neurons, 0);
    const bool readout = !population.input && !population.spiking;
    const double lowest = options.timesteps > 0 ? std::numeric_limits<double>::lowest() : 0.0;
    result_.readout_max.emplace_back(readout ? population.neurons : 0, lowest);
  }
  last_.clear();
  if (options.count_membrane_changes) {
    result_.membrane_changes.assign(spec_.populations.size(), 0);
    for (const PopulationSpec& population : spec_.populations) {
      last_.emplace_back(population.input ? 0 : population.neurons, 0.0);
    }
  }
  for (const std::uint32_t population : options.traced) {
    const std::size_t neurons = spec_.populations[population].neurons;
    result_.traces.emplace_back(neurons * options.timesteps, 0.0);
  }
}

void SampleRecorder::know(const SampleResult& sample) {
  result_.timesteps = sample.timesteps;
  result_.spikes = sample.spikes;
  result_.neuron_spikes = sample.neuron_spikes;
  result_.readout_max = sample.readout_max;
}

MembraneRecord SampleRecorder::record(const SliceSpec& slice) {
  MembraneRecord record;
  record.stride = spec_.populations[slice.population].neurons;
  std::vector<double>& highest = result_.readout_max[slice.population];
  if (!highest.empty()) record.highest = highest.data() + slice.first;
  if (!last_.empty()) {
    record.last = last_[slice.population].data() + slice.first;
    record.changes = &result_.membrane_changes[slice.population];
  }
  const auto found = std::find(options_.traced.begin(), options_.traced.end(), slice.population);
  if (found != options_.traced.end() && options_.timesteps > 0) {
    const auto index = static_cast<std::size_t>(found - options_.traced.begin());
    record.trace = result_.traces[index].data() + slice.first;
  }
  return record;
}

void SampleRecorder::begin_timestep(std::uint32_t step) {
  step_ = step;
  next_.begin_timestep(step);
}

TimestepRecord& SampleRecorder::record_at(std::int64_t timestep) {
  return result_.timesteps[static_cast<std::size_t>(timestep)];
}

void SampleRecorder::input(std::uint32_t population, std::span<const NeuronSpike> spikes) {
  if (spikes.empty()) return;
  std::vector<Count>& of_neurons = result_.neuron_spikes[population];
  Count& sum = record_at(step_).input_spikes;
  for (const NeuronSpike& spike : spikes) {
    of_neurons[spike.neuron] += spike.count;
    sum += spike.count;
  }
}

Sent SampleRecorder::emit(std::uint32_t core, std::uint32_t population, std::uint32_t first,
                          std::span<const NeuronSpike> spikes) {
  if (spikes.empty()) return {};
  TimestepRecord& record =
      record_at(network_timestep(spec_, spec_.populations[population].level, step_));
  Count* const of_slice = result_.neuron_spikes[population].data() + first;
  Count sum = 0;
  for (const NeuronSpike& spike : spikes) {
    of_slice[spike.neuron] += spike.count;
    sum += spike.count;
  }
  record.spikes += sum;
  for (const NeuronSpike& spike : spikes) {
    if (!options_.record_spikes) break;
    result_.spikes.push_back({population, first + spike.neuron, record.timestep, spike.count});
  }
  return next_.emit(core, population, first, spikes);
}

void SampleRecorder::end_timestep(Count cycles, const std::vector<Count>& operations, bool missed) {
  const std::uint32_t last = options_.timesteps - 1;
  record_at(std::min(step_, last)).cycles += cycles;
  for (unsigned level = 0; level < operations.size(); ++level) {
    const std::int64_t timestep = network_timestep(spec_, level, step_);
    if (timestep >= 0 && timestep <= last) {
      record_at(timestep).synaptic_operations += operations[level] - operations_before_[level];
    }
  }
  operations_before_ = operations;
  result_.missed_deadlines += missed ? 1 : 0;
  if (options_.progress && step_ <= last) options_.progress(step_);
}

SampleResult SampleRecorder::take() {
  sort_spikes(result_);
  // What lasts longer encloses what begins with it.
  std::sort(result_.spans.begin(), result_.spans.end(),
            [](const ActivitySpan& a, const ActivitySpan& b) {
              return std::tie(a.begin, b.end, a.block) < std::tie(b.begin, a.end, b.block);
            });
  return std::move(result_);
}

}  // namespace engram::hw
