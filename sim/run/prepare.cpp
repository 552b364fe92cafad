#include "sim/run/prepare.hpp"

#include <functional>

#include "hw/noc/make_topology.hpp"
#include "sim/config/config_fault.hpp"
#include "sim/config/energy_table_file.hpp"
#include "sim/run/accumulator_width.hpp"
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

/// Runs `stage`; a user's fault is appended to `faults` and false returned. Anything else passes.
bool attempt(std::string& faults, const std::function<void()>& stage) {
  const auto note = [&](const std::exception& fault) {
    faults += (faults.empty() ? "" : "\n") + std::string(fault.what());
  };
  try {
    stage();
    return true;
  } catch (const ConfigFault& fault) {
    note(fault);
  } catch (const workloads::NetworkFault& fault) {
    note(fault);
  } catch (const workloads::FileFault& fault) {
    note(fault);
  } catch (const workloads::MappingRefused& fault) {
    note(fault);
  } catch (const EncodingRefused& fault) {
    note(fault);
  } catch (const hw::TopologyFault& fault) {
    note(std::runtime_error(std::string("/chip/noc: ") + fault.what()));
  }
  return false;
}

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

void compress_and_place(const Config& config, Prepared& prepared) {
  Compressed compressed = compress_network(config, prepared.network);
  prepared.quantization = std::move(compressed.quantization);
  prepared.zeros = std::move(compressed.zeros);
  place(config, prepared);
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
    const bool placed = attempt(faults, [&] { compress_and_place(config, prepared); });
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

Prepared prepare_compressed(const Config& config) {
  Prepared prepared;
  std::string faults;
  attempt(faults, [&] {
    prepared.network = load_network(config);
    compress_and_place(config, prepared);
  });
  if (!faults.empty()) throw InputFault(faults);
  return prepared;
}

workloads::Network prepare_network(const Config& config) {
  workloads::Network network;
  std::string faults;
  attempt(faults, [&] {
    network = load_network(config);
    compress_network(config, network);
  });
  if (!faults.empty()) throw InputFault(faults);
  return network;
}

}  // namespace engram::sim
