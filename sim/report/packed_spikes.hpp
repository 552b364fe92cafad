#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/config/json_writer.hpp"

namespace engram::sim {

/// A population of a raster: its neurons are rows [first, first + neurons).
struct RasterPopulation {
  std::string name;
  std::uint64_t first = 0, neurons = 0;
};

/// The spikes of one sample, as text of about three characters a spike. `keys`: timestep * rows +
/// row, ascending, as differences in LEB128, in base64 (RFC 4648). `counts`: as many, the same way
/// but not as differences; empty where all are 1.
struct RasterSample {
  std::string name;
  std::uint64_t spikes = 0;  ///< in the file
  std::uint64_t shown = 0;   ///< in `keys`: all, or the earliest
  std::string keys, counts;
};

struct Raster {
  std::uint64_t rows = 0;
  std::vector<RasterPopulation> populations;
  std::vector<RasterSample> samples;
};

/// Spikes of one sample that a page takes at most.
inline constexpr std::uint64_t kMostSpikes = 1'000'000;

/// Reads spikes.csv. `populations` has all that may spike, with their sizes. Faults go to `faults`.
Raster read_raster(const std::filesystem::path& file, std::vector<RasterPopulation> populations,
                   std::vector<std::string>& faults);

void write_raster(const Raster& raster, JsonWriter& json);

}  // namespace engram::sim
