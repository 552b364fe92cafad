#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace engram::sim {

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

}  // namespace engram::sim
