#include "tests/published/chip_of.hpp"

#include "sim/run/encoding_choice.hpp"
#include "sim/run/lower.hpp"
#include "workloads/mapping/mapping.hpp"
#include "workloads/mapping/routing.hpp"

namespace engram::published {

hw::ChipSpec chip_of(const workloads::Network& network, const Placement& placement) {
  sim::ChipConfig config;
  config.mesh_width = config.mesh_height = 8;
  config.core_neurons = placement.core_neurons;
  config.lanes = 4;
  config.synapse_memory.default_encoding = placement.encoding;
  config.synapse_memory.default_sharing = placement.sharing;
  const auto choices = sim::choose_encodings(config.synapse_memory, network);
  workloads::MappingLimits limits;
  limits.cores = 64;
  limits.neurons = placement.core_neurons;
  limits.synapse_memory_bits = std::uint64_t{1} << 40;
  workloads::Mapping mapping = workloads::map_network(
      network, limits, [&](std::uint32_t projection) { return choices[projection]; });
  const workloads::Routing routing = workloads::route(network, mapping);
  return sim::lower(network, std::move(mapping), routing, config);
}

hw::SampleInput chip_input(const workloads::Network& network, const workloads::SpikeTrain& train) {
  hw::SampleInput input;
  input.population = static_cast<std::uint32_t>(network.inputs().at(0));
  for (const workloads::SpikeEvent& event : train.events) {
    input.events.push_back({event.timestep, event.neuron, event.count});
  }
  return input;
}

}  // namespace engram::published
