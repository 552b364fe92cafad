#include "sim/run/prepare.hpp"

#include "hw/noc/make_topology.hpp"
#include "sim/config/energy_table_file.hpp"
#include "sim/run/accumulator_width.hpp"
#include "sim/run/attempt.hpp"
#include "sim/run/compression.hpp"
#include "sim/run/encoding_choice.hpp"
#include "sim/run/learning_task.hpp"
#include "sim/run/lower.hpp"
#include "sim/run/lower_learning.hpp"
#include "sim/run/network_source.hpp"
#include "sim/run/sample_source.hpp"
#include "sim/run/target_trains.hpp"
#include "workloads/mapping/mapping.hpp"
#include "workloads/nir/import.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::sim {
namespace {

void place(const Config& config, Prepared& prepared) {
  const ChipConfig& chip = config.chip;
  check_accumulators(prepared.network, chip.accumulator_bits);
  prepared.choices = choose_encodings(chip.synapse_memory, prepared.network);
  if (config.learning) {
    prepared.learning = Learning{learning_task(config, prepared.network, prepared.choices), {}};
    lay_out_for_learning(prepared.learning->task, prepared.choices);
  }
  workloads::MappingLimits limits;
  limits.cores = chip.mesh_width * chip.mesh_height;
  limits.neurons = chip.core_neurons;
  limits.synapse_memory_bits = std::uint64_t{chip.synapse_memory_kib} * 8192;
  limits.strategy = chip.separate_populations ? workloads::MappingStrategy::separate
                                              : workloads::MappingStrategy::packed;
  workloads::Mapping mapping = workloads::map_network(
      prepared.network, limits,
      [&](std::uint32_t projection) { return prepared.choices[projection]; });
  const workloads::Routing routing = workloads::route(prepared.network, mapping);
  prepared.chip =
      lower(prepared.network, std::move(mapping), routing, chip, config.input.timestep_us);
  hw::make_topology(prepared.chip);
}

}  // namespace

Prepared prepare(const Config& config) {
  Prepared prepared;
  std::string faults;
  for (const std::string& table : config.tables) {
    attempt(faults, [&] { prepared.tables.push_back(load_table(table)); });
  }
  const bool network = attempt(faults, [&] { prepared.network = load_network(config); });
  if (network) {
    const bool samples =
        attempt(faults, [&] { prepared.samples = load_samples(config, prepared.network); });
    const bool placed = attempt(faults, [&] {
      prepared.quantization = compress(config, prepared.network);
      place(config, prepared);
    });
    if (samples && config.learning && !config.learning->targets.empty()) {
      attempt(faults, [&] {
        Targets targets = load_targets(config, prepared.network, prepared.samples);
        if (placed) add_targets(*config.learning, prepared.network, targets, *prepared.learning);
      });
    }
  }
  if (!faults.empty()) throw InputFault(faults);
  prepared.chip.dense_activity = config.dense_activity;
  if (prepared.learning) {
    prepared.chip.learning =
        lower_learning(prepared.learning->task, prepared.chip.populations.size());
  }
  return prepared;
}

workloads::Network prepare_network(const Config& config) {
  workloads::Network network;
  std::string faults;
  attempt(faults, [&] {
    network = load_network(config);
    compress(config, network);
  });
  if (!faults.empty()) throw InputFault(faults);
  return network;
}

}  // namespace engram::sim
