#include "sim/run/lower.hpp"

#include <cmath>

#include "workloads/network/layer_order.hpp"

namespace engram::sim {
namespace {

using workloads::Mapping;
using workloads::Network;
using workloads::Routing;

hw::Schedule schedule_of(const ChipConfig& chip) {
  if (chip.schedule == "layer_by_layer") return hw::Schedule::layer_by_layer;
  return chip.schedule == "pipelined" ? hw::Schedule::pipelined : hw::Schedule::wave;
}

std::vector<unsigned> levels_for(const Network& network, hw::Schedule schedule) {
  switch (schedule) {
    case hw::Schedule::pipelined:
      return workloads::pipeline_stages(network);
    case hw::Schedule::layer_by_layer:
      return workloads::layer_order(network);
    case hw::Schedule::wave:
      break;
  }
  return workloads::levels(network);
}

hw::CoreSpec lower_core(const Network& network, workloads::CorePlan plan,
                        const workloads::AxonTable& axons, const ChipConfig& chip) {
  const auto projections = network.projections();
  hw::CoreSpec core;
  for (const workloads::Slice& slice : plan.slices) {
    const workloads::Population& population = network.graph[slice.population];
    core.slices.push_back({static_cast<std::uint32_t>(slice.population), slice.first, slice.count,
                           slice.local, lower_neurons(population, slice.first, slice.count),
                           record_bits(population, chip), parameter_bits(population)});
  }
  for (workloads::PlacedImage& placed : plan.images) {
    const workloads::Projection& projection = network.graph[projections[placed.projection]];
    core.images.push_back(
        {projection.name, placed.projection, placed.slice, projection.quantization.shift,
         projection.delay, std::make_shared<const MemoryImage>(std::move(placed.image)),
         static_cast<std::uint32_t>(boost::source(projections[placed.projection], network.graph)),
         std::move(placed.axon_input)});
  }
  core.record_begin = axons.begin;
  for (const workloads::RoutingEntry& entry : axons.entries) {
    core.entries.push_back({entry.image, entry.row});
  }
  return core;
}

hw::PopulationSpec lower_population(const workloads::Population& population, unsigned level,
                                    const workloads::DestinationTable& table) {
  hw::PopulationSpec spec;
  spec.name = population.name;
  spec.neurons = static_cast<std::uint32_t>(population.shape.size());
  spec.input = population.step.model == workloads::NeuronModel::input;
  spec.output = population.output;
  spec.spiking = population.step.spiking;
  spec.level = level;
  spec.destination_begin = table.begin;
  for (const workloads::RoutingDestination& destination : table.destinations) {
    spec.destinations.push_back({destination.core, destination.record});
  }
  return spec;
}

}  // namespace

void lower_options(const ChipConfig& chip, double timestep_us, hw::ChipSpec& spec) {
  spec.fidelity = chip.fidelity;
  spec.clock_period_ps = static_cast<std::uint64_t>(std::llround(1e6 / chip.clock_mhz));
  spec.mesh_width = chip.mesh_width;
  spec.mesh_height = chip.mesh_height;
  spec.noc = chip.noc;
  spec.lanes = chip.lanes;
  spec.accumulator_in_sram = chip.accumulator_in_sram;
  spec.accumulator_bits = chip.accumulator_bits;
  spec.payload = chip.payload_multiply ? hw::Payload::multiply : hw::Payload::unit;
  spec.schedule = schedule_of(chip);
  spec.dram = chip.dram;
  spec.update = chip.update_touched ? hw::Update::touched : hw::Update::sweep;
  spec.timing = chip.real_time ? hw::Timing::real_time : hw::Timing::as_fast;
  spec.timestep_ps = static_cast<std::uint64_t>(std::llround(timestep_us * 1e6));
  spec.clock_gating = chip.clock_gating;
  spec.banks = chip.synapse_memory.banks;
  spec.ports = chip.synapse_memory.ports;
  spec.shared_macros = chip.synapse_memory.shared_macros;
  if (chip.synapse_memory.fixed_size) {
    spec.sizing = hw::Sizing::fixed;
    spec.fixed_synapse_words =
        std::uint64_t{chip.synapse_memory_kib} * 8192 / chip.synapse_memory.organisation.word_bits;
    spec.neuron_capacity = chip.core_neurons;
  }
}

workloads::MappingLimits mapping_limits(const ChipConfig& chip) {
  workloads::MappingLimits limits;
  limits.cores = chip.mesh_width * chip.mesh_height;
  limits.neurons = chip.core_neurons;
  limits.synapse_memory_bits = std::uint64_t{chip.synapse_memory_kib} * 8192;
  if (chip.separate_populations) limits.strategy = workloads::MappingStrategy::separate;
  if (chip.schedule == "layer_by_layer") limits.strategy = workloads::MappingStrategy::in_turn;
  return limits;
}

hw::ChipSpec lower(const Network& network, Mapping mapping, const Routing& routing,
                   const ChipConfig& chip, double timestep_us) {
  hw::ChipSpec spec;
  lower_options(chip, timestep_us, spec);
  for (std::size_t index = 0; index < mapping.cores.size(); ++index) {
    const std::uint32_t site = mapping.cores[index].site;
    hw::CoreSpec core =
        lower_core(network, std::move(mapping.cores[index]), routing.axons[index], chip);
    core.x = site % chip.mesh_width;
    core.y = site / chip.mesh_width;
    spec.cores.push_back(std::move(core));
  }
  const std::vector<unsigned> level = levels_for(network, spec.schedule);
  for (std::size_t id = 0; id < level.size(); ++id) {
    spec.populations.push_back(
        lower_population(network.graph[id], level[id], routing.destinations[id]));
  }
  for (const auto& projection : network.projections()) {
    spec.projections.push_back(network.graph[projection].name);
  }
  return spec;
}

}  // namespace engram::sim
