#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hw/chip/fidelity.hpp"
#include "hw/noc/noc_spec.hpp"
#include "hw/spatial_array/dram_spec.hpp"
#include "memory/encoding.hpp"
#include "sim/config/input_config.hpp"
#include "sim/config/learning_config.hpp"
#include "sim/config/source_config.hpp"
#include "sim/config/task_config.hpp"
#include "workloads/compress/prune.hpp"
#include "workloads/compress/quantize.hpp"

/// The resolved run config: every key has a value, every value was checked (README, "Config").
namespace engram::sim {

/// By projection, "" for the others.
using QuantizeConfig = std::map<std::string, workloads::QuantizeOptions>;

struct NeuronArithmetic {
  /// "float" | "fixed" | "auto": fixed where the network is integers from its source, else float
  std::string arithmetic = "auto";
  std::optional<unsigned> state_bits;  ///< in fixed arithmetic; absent: the source's own, else 24
  /// For networks that become integers here; others bring their own and refuse another one.
  std::optional<unsigned> fraction_bits, decay_bits;  ///< absent: 6, 12
  std::optional<std::string> rounding;                ///< "toward_zero" (absent) | "floor"
};

/// "auto" where empty: sim/run chooses by the priced energy of runs.
using EncodingSetting = std::optional<Encoding>;

/// How much of the input an encoding "auto" is measured on; absent: all of it.
struct MeasuredInput {
  std::optional<std::uint32_t> samples, timesteps;
};

struct SynapseMemoryConfig {
  /// Of those not named; functional falls back to index where it is no convolution.
  EncodingSetting default_encoding = Encoding::crossbar;
  std::map<std::string, EncodingSetting> encodings;  ///< by projection
  MeasuredInput measured;
  Sharing default_sharing = Sharing::none;
  std::map<std::string, Sharing> sharings;
  Organisation organisation;
  unsigned banks = 1, ports = 1;
  bool shared_macros = false;
  bool fixed_size = false;
};

/// Some projection may have to be given an encoding ("auto").
inline bool chooses_encodings(const SynapseMemoryConfig& config) {
  return !config.default_encoding || std::any_of(config.encodings.begin(), config.encodings.end(),
                                                 [](const auto& named) { return !named.second; });
}

/// Most cores of a mesh.
inline constexpr std::uint32_t kMaxCores = 4096;

struct ChipConfig {
  hw::Fidelity fidelity = hw::Fidelity::fast;  ///< the run's key
  double clock_mhz = 100;
  std::uint32_t mesh_width = 1, mesh_height = 1;
  hw::NocSpec noc;
  std::string schedule = "wave";
  std::optional<hw::DramSpec> dram;  ///< schedule "layer_by_layer"
  bool real_time = false;
  bool payload_multiply = false;
  bool clock_gating = true;
  bool separate_populations = false;  ///< mapping.strategy "separate"
  std::uint32_t core_neurons = 1024;
  std::uint32_t synapse_memory_kib = 256;
  unsigned lanes = 1;
  bool accumulator_in_sram = false;
  unsigned accumulator_bits = 32;
  bool update_touched = false;
  NeuronArithmetic neuron;
  SynapseMemoryConfig synapse_memory;
};

struct Config {
  std::string name;
  std::uint64_t seed = 1;
  NetworkConfig network;
  InputConfig input;
  std::optional<TaskInput> task;  ///< where the input is samples of a task
  bool dense_activity = false;    ///< every neuron emits one event in every timestep
  std::optional<QuantizeConfig> quantize;
  std::optional<workloads::PruneOptions> prune;
  bool quantize_first = false;             ///< compression.order "quantize_then_prune"
  std::optional<LearningConfig> learning;  ///< absent: inference
  ChipConfig chip;
  std::vector<std::string> tables;  ///< shipped names or absolute paths; the first is the main one
  bool write_spikes = false;
  bool write_timestep_energy = false;
  bool write_weights = false;  ///< of projections that learn
};

}  // namespace engram::sim
