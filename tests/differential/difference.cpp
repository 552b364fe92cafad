#include "tests/differential/difference.hpp"

#include <algorithm>
#include <bit>
#include <iomanip>
#include <limits>
#include <sstream>

namespace engram::differential {
namespace {

using workloads::Network;
using workloads::PopulationId;
using workloads::ReferenceResult;
using workloads::ReferenceSpike;

std::string words_of(const Network& network, const ReferenceSpike& spike) {
  return network.graph[spike.population].name + " neuron " + std::to_string(spike.neuron) +
         " timestep " + std::to_string(spike.timestep) + " count " + std::to_string(spike.count);
}

std::string event_difference(const Network& network, const std::vector<ReferenceSpike>& reference,
                             const std::vector<ReferenceSpike>& chip) {
  const auto [ours, theirs] =
      std::mismatch(reference.begin(), reference.end(), chip.begin(), chip.end());
  if (ours == reference.end() && theirs == chip.end()) return "";
  const std::string none = "nothing more";
  return "spikes: reference has " + (ours == reference.end() ? none : words_of(network, *ours)) +
         ", chip has " + (theirs == chip.end() ? none : words_of(network, *theirs));
}

/// By neuron: inputs as the trains have them, all others as the reference spiked.
std::vector<std::vector<std::uint64_t>> spikes_by_neuron(
    const Network& network, const std::vector<workloads::SpikeTrain>& inputs,
    const ReferenceResult& reference) {
  std::vector<std::vector<std::uint64_t>> counts;
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    counts.emplace_back(network.graph[id].shape.size(), 0);
  }
  const std::vector<PopulationId> sources = network.inputs();
  for (std::size_t k = 0; k < sources.size(); ++k) {
    for (const auto& event : inputs[k].events) counts[sources[k]][event.neuron] += event.count;
  }
  for (const ReferenceSpike& spike : reference.spikes) {
    counts[spike.population][spike.neuron] += spike.count;
  }
  return counts;
}

bool same(double a, double b) {
  // 0 and -0 are one membrane; nothing else compares equal without being it.
  return a == b || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

std::string membrane_difference(const workloads::Population& population,
                                const std::vector<double>& reference,
                                const std::vector<double>& chip) {
  std::ostringstream text;
  text << std::setprecision(17);
  if (reference.size() != chip.size()) {
    text << population.name << ": " << reference.size() << " membranes, chip has " << chip.size();
    return text.str();
  }
  for (std::size_t k = 0; k < reference.size(); ++k) {
    if (same(reference[k], chip[k])) continue;
    text << "membrane of " << population.name << " neuron " << k % population.shape.size()
         << " timestep " << k / population.shape.size() << ": reference has " << reference[k]
         << ", chip has " << chip[k];
    return text.str();
  }
  return "";
}

/// The largest membrane that each neuron reached, from its trace.
std::vector<double> largest(const std::vector<double>& trace, std::size_t neurons) {
  std::vector<double> most(neurons, -std::numeric_limits<double>::infinity());
  for (std::size_t k = 0; k < trace.size(); ++k) {
    most[k % neurons] = std::max(most[k % neurons], trace[k]);
  }
  return most;
}

std::string readout_difference(const Network& network, const ReferenceResult& reference,
                               const ChipOutcome& chip) {
  const std::vector<PopulationId> traced = populations_with_membranes(network);
  for (std::size_t k = 0; k < traced.size(); ++k) {
    const workloads::Population& population = network.graph[traced[k]];
    std::vector<double> expected;
    if (!population.step.spiking) {
      expected = largest(reference.traces[k], population.shape.size());
    }
    const std::string found =
        membrane_difference(population, expected, chip.readout_max.at(traced[k]));
    if (!found.empty()) return "largest " + found;
  }
  return "";
}

}  // namespace

std::string difference(const Network& network, const std::vector<workloads::SpikeTrain>& inputs,
                       const ReferenceResult& reference, const ChipOutcome& chip) {
  const std::vector<PopulationId> traced = populations_with_membranes(network);
  for (std::size_t k = 0; k < traced.size(); ++k) {
    const std::string found =
        membrane_difference(network.graph[traced[k]], reference.traces[k], chip.traces.at(k));
    if (!found.empty()) return found;
  }
  const std::string spikes = spike_difference(network, inputs, reference, chip);
  return spikes.empty() ? readout_difference(network, reference, chip) : spikes;
}

std::string spike_difference(const Network& network,
                             const std::vector<workloads::SpikeTrain>& inputs,
                             const ReferenceResult& reference, const ChipOutcome& chip) {
  const std::string spikes = event_difference(network, reference.spikes, chip.spikes);
  if (!spikes.empty()) return spikes;
  if (spikes_by_neuron(network, inputs, reference) != chip.neuron_spikes) {
    return "spike counts by neuron differ";
  }
  for (std::size_t k = 0; k < reference.synaptic_operations.size(); ++k) {
    if (reference.synaptic_operations[k] == chip.synaptic_operations.at(k)) continue;
    return "synaptic operations of projection " + std::to_string(k) + ": reference has " +
           std::to_string(reference.synaptic_operations[k]) + ", chip has " +
           std::to_string(chip.synaptic_operations[k]);
  }
  return "";
}

}  // namespace engram::differential
