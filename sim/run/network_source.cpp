#include "sim/run/network_source.hpp"

#include "workloads/lava/import.hpp"
#include "workloads/nir/import.hpp"
#include "workloads/ranc/import.hpp"
#include "workloads/slayer/import.hpp"

namespace engram::sim {
namespace {

workloads::DynamicsChoice dynamics_choice(const NetworkConfig& config) {
  workloads::DynamicsChoice choice;
  choice.preset = config.dynamics;
  choice.dt = config.dt_us * 1e-6;
  const DynamicsOverrides& overrides = config.overrides;
  if (overrides.spikes) choice.multi_spike = *overrides.spikes == "multi";
  if (overrides.compare) {
    choice.compare = *overrides.compare == "greater" ? workloads::Compare::greater
                                                     : workloads::Compare::greater_equal;
  }
  if (overrides.reset) {
    choice.reset = *overrides.reset == "zero"       ? workloads::Reset::zero
                   : *overrides.reset == "subtract" ? workloads::Reset::subtract
                                                    : workloads::Reset::value;
  }
  choice.clip = overrides.clip;
  if (overrides.current) choice.previous_current = *overrides.current == "previous_step";
  choice.recurrent_delay = overrides.recurrent_delay;
  return choice;
}

workloads::NirOptions nir_options(const NirConfig& config, std::uint64_t parts_from) {
  workloads::NirOptions options;
  if (config.time_unit) {
    options.time_unit = *config.time_unit == "timesteps" ? workloads::NirTimeUnit::timesteps
                                                         : workloads::NirTimeUnit::seconds;
  }
  options.transposed_weights = config.transposed_weights == "accept";
  options.parts_from = parts_from;
  options.match_missing_nodes = config.missing_node == "match_by_type";
  return options;
}

}  // namespace

workloads::Network load_network(const NetworkConfig& network, std::uint64_t seed,
                                std::uint64_t parts_from) {
  if (!network.nir.empty()) {
    return workloads::import_nir(network.nir, dynamics_choice(network),
                                 nir_options(network.nir_options, parts_from));
  }
  if (!network.ranc.empty()) {
    return workloads::import_ranc(network.ranc, network.ranc_options).network;
  }
  if (!network.lava.empty()) {
    return workloads::import_lava(network.lava, network.lava_options);
  }
  if (network.slayer_network) {
    return workloads::import_slayer(*network.slayer_network);
  }
  return workloads::generate(network.native.value(), seed, parts_from);
}

workloads::Network load_network(const Config& config, std::uint64_t parts_from) {
  return load_network(config.network, config.seed, parts_from);
}

}  // namespace engram::sim
