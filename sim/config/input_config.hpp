#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "workloads/spikes/event_options.hpp"

namespace engram::sim {

enum class InputKind {
  events,
  images,
  poisson,
  regular,
  task,  ///< Config::task
  dense  ///< one event an input neuron a timestep: /workload/activity
};

/// The name of RANC's packets among the formats of an input.
inline constexpr const char* kPacketFormat = "ranc_packets";

/// How real values become spikes (workloads/encoders).
struct EncoderConfig {
  std::string name;
  double threshold = 1;
  double scale = 1, divide_by = 1;  ///< a value is pixel * scale / divide_by
  double max_rate_hz = 0;           ///< poisson only
};

struct InputConfig {
  InputKind kind = InputKind::events;
  std::filesystem::path events;  ///< file, or folder of files (a batch)
  std::filesystem::path images;  ///< IDX or .npy
  std::filesystem::path labels;  ///< of the samples; may be empty
  std::string format =
      "auto";  ///< "auto", "csv" (spike table), kPacketFormat, or a recording format's name
  workloads::EventOptions options;
  EncoderConfig encoder;             ///< images only
  std::uint32_t first = 0;           ///< samples passed over
  std::uint32_t limit = UINT32_MAX;  ///< most samples of a batch
  double timestep_us = 1000;         ///< always positive: real_time needs it
  std::string binning = "floor";     ///< "floor" | "round" (half to even)
  std::string merge = "sum";         ///< "sum" | "or": events of one neuron in one bin
  std::uint32_t timesteps = 0;
  double rate_hz = 0;                     ///< poisson: a neuron, in timesteps of timestep_us
  std::uint32_t interval = 0, phase = 0;  ///< regular: timesteps
  std::uint32_t samples = 1;              ///< generators: number of samples
};

}  // namespace engram::sim
