#include "tests/differential/on_chip.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <tuple>

#include "sim/run/encoding_choice.hpp"
#include "sim/run/in_process.hpp"
#include "sim/run/lower.hpp"
#include "tests/differential/words.hpp"
#include "workloads/mapping/mapping.hpp"
#include "workloads/mapping/routing.hpp"

namespace engram::differential {
namespace {

using workloads::Network;
using workloads::PopulationId;
using workloads::ReferenceSpike;
using workloads::SpikeTrain;

/// The chip's membranes are states; the network's values are states times unit, and times
/// 2^-fraction_bits in fixed point.
void to_network_values(const workloads::Population& population, std::vector<double>& states) {
  const std::uint64_t neurons = population.shape.size();
  const int fraction = population.fixed ? static_cast<int>(population.fixed->fraction_bits) : 0;
  for (std::size_t k = 0; k < states.size(); ++k) {
    states[k] = std::ldexp(states[k], -fraction) * population.unit[k % neurons];
  }
}

void write(const hw::SampleResult& result, Words& words) {
  words.put(std::uint64_t{result.spikes.size()});
  for (const hw::OutputSpike& spike : result.spikes) {
    for (const std::uint32_t field :
         {spike.population, spike.neuron, spike.timestep, spike.count}) {
      words.put(std::uint64_t{field});
    }
  }
  words.put_lists(result.neuron_spikes);
  words.put_list(result.synaptic_operations);
  words.put_lists(result.traces);
  words.put_lists(result.readout_max);
}

ChipOutcome read(Words& words, const Network& network, const std::vector<PopulationId>& traced) {
  ChipOutcome outcome;
  outcome.spikes.resize(words.get());
  for (ReferenceSpike& spike : outcome.spikes) {
    spike.population = words.get();
    spike.neuron = static_cast<std::uint32_t>(words.get());
    spike.timestep = static_cast<std::uint32_t>(words.get());
    spike.count = static_cast<std::uint32_t>(words.get());
  }
  std::sort(outcome.spikes.begin(), outcome.spikes.end(),
            [](const ReferenceSpike& a, const ReferenceSpike& b) {
              return std::tie(a.population, a.timestep, a.neuron) <
                     std::tie(b.population, b.timestep, b.neuron);
            });
  words.get_lists(outcome.neuron_spikes);
  words.get_list(outcome.synaptic_operations);
  words.get_lists(outcome.traces);
  words.get_lists(outcome.readout_max);
  for (std::size_t k = 0; k < traced.size(); ++k) {
    to_network_values(network.graph[traced[k]], outcome.traces.at(k));
  }
  for (PopulationId id = 0; id < outcome.readout_max.size(); ++id) {
    to_network_values(network.graph[id], outcome.readout_max[id]);
  }
  return outcome;
}

}  // namespace

hw::ChipSpec chip_spec(const Network& network, const sim::ChipConfig& chip,
                       const std::vector<EncodingChoice>& choices) {
  workloads::Mapping mapping =
      workloads::map_network(network, sim::mapping_limits(chip),
                             [&](std::uint32_t projection) { return choices[projection]; });
  const workloads::Routing routing = workloads::route(network, mapping);
  return sim::lower(network, std::move(mapping), routing, chip);
}

std::vector<hw::SampleInput> chip_inputs(const Network& network,
                                         const std::vector<SpikeTrain>& trains) {
  std::vector<hw::SampleInput> inputs;
  const std::vector<PopulationId> sources = network.inputs();
  for (std::size_t k = 0; k < sources.size(); ++k) {
    hw::SampleInput input;
    input.population = static_cast<std::uint32_t>(sources[k]);
    for (const workloads::SpikeEvent& event : trains.at(k).events) {
      input.events.push_back({event.timestep, event.neuron, event.count});
    }
    inputs.push_back(std::move(input));
  }
  return inputs;
}

std::vector<PopulationId> populations_with_membranes(const Network& network) {
  std::vector<PopulationId> ids;
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    if (network.graph[id].step.model != workloads::NeuronModel::input) ids.push_back(id);
  }
  return ids;
}

std::vector<ChipOutcome> run_on_chip(const Network& network,
                                     const std::vector<std::vector<SpikeTrain>>& samples,
                                     std::uint32_t timesteps, const sim::ChipConfig& chip,
                                     const std::vector<PopulationId>& traced) {
  const hw::ChipSpec spec =
      chip_spec(network, chip, sim::choose_encodings(chip.synapse_memory, network));
  Words words(sim::run_in_process([&] {
    hw::Chip model(spec);
    hw::RunOptions options;
    options.timesteps = timesteps;
    options.record_spikes = true;
    options.threads = 1 + timesteps % 3;  // some number: nothing depends on it
    for (const PopulationId id : traced) options.traced.push_back(static_cast<std::uint32_t>(id));
    Words out;
    for (const auto& trains : samples) write(model.run(chip_inputs(network, trains), options), out);
    return out.bytes();
  }));
  std::vector<ChipOutcome> outcomes;
  for (std::size_t k = 0; k < samples.size(); ++k) outcomes.push_back(read(words, network, traced));
  return outcomes;
}

}  // namespace engram::differential
