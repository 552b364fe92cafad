#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "memory/encoding.hpp"
#include "sim/config/network_file.hpp"

/// The resolved run config: every key has a value, every value was checked (README, "Config").
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

struct NetworkConfig {
  std::filesystem::path nir;  ///< exactly one of nir, json, inline network
  std::filesystem::path json;
  std::optional<NetworkDescription> native;  ///< read from `json` or given inline
  std::string dynamics;                      ///< preset; NIR only
  DynamicsOverrides overrides;
  double dt_us = 0;  ///< length of a timestep for time constants; NIR only
};

enum class InputKind { events, poisson, regular };

struct InputConfig {
  InputKind kind = InputKind::events;
  std::filesystem::path events;   ///< file, or folder of files (a batch)
  std::string format = "auto";    ///< "auto" (by extension), "nmnist" (.bin, .bs2), "csv"
  double timestep_us = 1000;      ///< always positive: real_time needs it
  std::string binning = "floor";  ///< "floor" | "round" (half to even)
  std::string merge = "sum";      ///< "sum" | "or": events of one neuron in one bin
  std::uint32_t timesteps = 0;
  double rate_hz = 0;                     ///< poisson: a neuron, in timesteps of timestep_us
  std::uint32_t interval = 0, phase = 0;  ///< regular: timesteps
  std::uint32_t samples = 1;              ///< generators: number of samples
};

struct QuantizeConfig {
  unsigned bits = 8;
  std::string granularity = "tensor";  ///< "tensor" | "channel"
  std::optional<double> scale;         ///< given, or found from the largest weight
  struct Override {
    std::optional<unsigned> bits;
    std::optional<std::string> granularity;
    std::optional<double> scale;
  };
  std::map<std::string, Override> projections;
};

struct NeuronArithmetic {
  bool fixed = false;
  unsigned state_bits = 32;  ///< float: fixed at 32
  unsigned fraction_bits = 6, decay_bits = 12;
  std::string rounding = "toward_zero";  ///< "toward_zero" | "floor"
};

struct SynapseMemoryConfig {
  /// Of those not named; functional falls back to index where it is no convolution.
  Encoding default_encoding = Encoding::crossbar;
  std::map<std::string, Encoding> encodings;  ///< by projection
  Sharing default_sharing = Sharing::none;
  std::map<std::string, Sharing> sharings;
  Organisation organisation;
  unsigned banks = 1, ports = 1;
  bool shared_macros = false;
  bool fixed_size = false;
};

/// Most cores of a mesh.
inline constexpr std::uint32_t kMaxCores = 4096;

struct ChipConfig {
  double clock_mhz = 100;
  std::uint32_t mesh_width = 1, mesh_height = 1;
  std::string schedule = "wave";
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
  std::string fidelity = "fast";
  NetworkConfig network;
  InputConfig input;
  std::optional<QuantizeConfig> quantize;
  ChipConfig chip;
  std::vector<std::string> tables;  ///< shipped names or absolute paths; the first is the main one
  bool write_spikes = false;
};

}  // namespace engram::sim
