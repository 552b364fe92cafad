#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "sim/config/network_file.hpp"
#include "workloads/lava/import.hpp"
#include "workloads/ranc/import.hpp"
#include "workloads/slayer/description.hpp"

namespace engram::sim {

/// Choices that override a dynamics preset; absent: as the preset says.
struct DynamicsOverrides {
  std::optional<std::string> spikes;             ///< "single" | "multi"
  std::optional<std::string> compare;            ///< "greater" | "greater_equal"
  std::optional<std::string> reset;              ///< "zero" | "subtract" | "value"
  std::optional<bool> clip;                      ///< lower clip at -threshold
  std::optional<std::string> current;            ///< "same_step" | "previous_step"
  std::optional<std::uint32_t> recurrent_delay;  ///< timesteps of every edge that closes a loop
};

/// What a NIR file may do beyond the standard; absent: refused.
struct NirConfig {
  std::optional<std::string> time_unit;           ///< "seconds" | "timesteps"
  std::optional<std::string> transposed_weights;  ///< "refuse" | "accept"
  std::optional<std::string> missing_node;        ///< "refuse" | "match_by_type"
};

struct NetworkConfig {
  std::filesystem::path nir;  ///< exactly one of nir, lava, slayer, ranc, json, inline network
  std::filesystem::path lava;
  workloads::LavaOptions lava_options;
  std::filesystem::path slayer;
  std::optional<workloads::SlayerNetwork> slayer_network;  ///< read from `slayer`
  std::filesystem::path ranc;
  workloads::RancOptions ranc_options;
  std::filesystem::path json;
  std::optional<NetworkDescription> native;  ///< read from `json` or given inline
  std::string dynamics;                      ///< preset; NIR only
  DynamicsOverrides overrides;
  NirConfig nir_options;
  double dt_us = 0;  ///< length of a timestep for time constants; NIR only
};

}  // namespace engram::sim
