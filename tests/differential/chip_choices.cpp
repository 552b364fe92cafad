#include "tests/differential/chip_choices.hpp"

#include <algorithm>

namespace engram::differential {
namespace {

using workloads::Network;

bool is_convolution(const workloads::Projection& projection) {
  return std::holds_alternative<workloads::Conv2d>(projection.connection);
}

bool has_convolution(const Network& network) {
  const auto ids = network.projections();
  return std::any_of(ids.begin(), ids.end(),
                     [&](const auto& id) { return is_convolution(network.graph[id]); });
}

bool all_quantized(const Network& network) {
  const auto ids = network.projections();
  return std::all_of(ids.begin(), ids.end(), [&](const auto& id) {
    return has_levels(network.graph[id].quantization.format);
  });
}

std::uint32_t neurons_of(const Network& network) {
  std::uint64_t neurons = 0;
  for (workloads::PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    const workloads::Population& population = network.graph[id];
    if (population.step.model != workloads::NeuronModel::input) neurons += population.shape.size();
  }
  return static_cast<std::uint32_t>(neurons);
}

/// Whether all populations can work at once.
bool pipelines(const Network& network) {
  try {
    workloads::pipeline_stages(network);
    return true;
  } catch (const workloads::NetworkFault&) {
    return false;
  }
}

/// Everything but encoding and placement.
sim::ChipConfig base_chip(const RandomCase& random, const Draw& draw) {
  constexpr hw::NocTopology topologies[] = {hw::NocTopology::mesh, hw::NocTopology::ring,
                                            hw::NocTopology::tree};
  constexpr unsigned widths[] = {64, 8, 16, 32, 128, 256, 12, 50};
  sim::ChipConfig chip;
  chip.synapse_memory_kib = 1U << 20;
  chip.fidelity = draw(3) == 1 ? hw::Fidelity::cycle : hw::Fidelity::fast;
  if (draw(3) == 1 && pipelines(random.network)) chip.schedule = "pipelined";
  chip.noc.topology = topologies[draw(3)];
  chip.noc.casting = draw(2) == 1 ? hw::Casting::multicast : hw::Casting::unicast;
  chip.lanes = 1 + draw(4);
  chip.accumulator_bits = 48;
  chip.accumulator_in_sram = draw(2) == 1;
  chip.payload_multiply = draw(2) == 1;
  chip.clock_gating = draw(2) == 0;
  chip.synapse_memory.banks = 1U << draw(3);
  chip.synapse_memory.ports = 1 + draw(2);
  Organisation& organisation = chip.synapse_memory.organisation;
  organisation.word_bits = widths[draw(8)];
  organisation.split_entries = draw(3) == 1;
  organisation.run_bits = 1 + draw(6);
  constexpr FunctionalMode modes[] = {FunctionalMode::rowcol, FunctionalMode::bitmap,
                                      FunctionalMode::pure};
  organisation.functional_mode = modes[draw(3)];
  if (draw(4) == 1 && all_quantized(random.network)) {
    organisation.access = Access::per_weight;
    organisation.word_bits = 16;  // the only legal width
  }
  return chip;
}

struct Kind {
  const char* name;
  Encoding encoding;
  Sharing sharing;
  bool convolution;  ///< makes a difference on convolutions only
};
constexpr Kind kinds[] = {
    {"crossbar", Encoding::crossbar, Sharing::none, false},
    {"index", Encoding::index, Sharing::none, false},
    {"bitmap", Encoding::bitmap, Sharing::none, false},
    {"run_length", Encoding::run_length, Sharing::none, false},
    {"index, kernel shared", Encoding::index, Sharing::kernel, true},
    {"bitmap, kernel shared", Encoding::bitmap, Sharing::kernel, true},
    {"run_length, kernel shared", Encoding::run_length, Sharing::kernel, true},
    {"functional, index elsewhere", Encoding::functional, Sharing::none, true},
};

/// An encoding for every projection on its own.
void mix(const Network& network, const Draw& draw, sim::SynapseMemoryConfig& memory) {
  for (const auto& id : network.projections()) {
    const workloads::Projection& projection = network.graph[id];
    const Kind& kind = kinds[draw(is_convolution(projection) ? 8 : 4)];
    memory.encodings[projection.name] = kind.encoding;
    memory.sharings[projection.name] = kind.sharing;
  }
}

}  // namespace

std::vector<NamedConfig> encodings_for(const RandomCase& random, const Draw& draw) {
  const sim::ChipConfig base = base_chip(random, draw);
  const bool convolution = has_convolution(random.network);
  std::vector<NamedConfig> configs;
  for (const bool packed : {true, false}) {
    for (const Kind& kind : kinds) {
      if (kind.convolution && !convolution) continue;
      NamedConfig config{kind.name + std::string(packed ? ", packed" : ", aligned"), base};
      config.chip.synapse_memory.default_encoding = kind.encoding;
      config.chip.synapse_memory.default_sharing = kind.sharing;
      config.chip.synapse_memory.organisation.packed = packed;
      configs.push_back(std::move(config));
    }
  }
  NamedConfig mixed{"mixed", base};
  mix(random.network, draw, mixed.chip.synapse_memory);
  configs.push_back(std::move(mixed));
  return configs;
}

std::vector<NamedConfig> placements_for(const RandomCase& random, const NamedConfig& config,
                                        const Draw& draw) {
  const std::uint32_t neurons = neurons_of(random.network);
  // At most about 24 cores where populations are mixed: more would only cost time.
  const std::uint32_t few = std::max(1 + draw(6), (neurons + 23) / 24);
  const auto placed = [&](std::uint32_t a_core, bool separate) {
    NamedConfig variant = config;
    variant.chip.core_neurons = a_core;
    variant.chip.separate_populations = separate;
    variant.chip.mesh_width = 6;
    variant.chip.mesh_height = 6;
    variant.name +=
        ", " + std::to_string(a_core) + " neurons a core" + (separate ? ", populations apart" : "");
    return variant;
  };
  return {placed(neurons, false), placed(std::max(neurons / 3, few), true),
          placed(few, draw(3) == 1)};
}

}  // namespace engram::differential
