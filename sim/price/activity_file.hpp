#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hw/chip/sample_spikes.hpp"

namespace engram::sim {

/// The spikes of a run's samples, on disk: KEY.activity in a folder.
///
///   8 bytes "ENGRACT1", 36 bytes of the key, then one zstd frame with its checksum (RFC 8878) of:
///   samples; for each: populations; for each: timesteps + 1 (0: none), for each timestep
///   events; for each: neurons since the one before, twice, and 1 more where a count other than 1
///   follows; then readouts of each population: how many, 8 bytes each. Numbers are LEB128.
std::filesystem::path activity_file(const std::filesystem::path& folder, const std::string& key);

/// Writes a file, whole or not at all. Throws std::runtime_error where it cannot.
void write_activity(const std::filesystem::path& file, const std::string& key,
                    const std::vector<hw::SampleSpikes>& samples);

/// Nothing where the file is not there, is of another key, or is damaged in any way.
std::optional<std::vector<hw::SampleSpikes>> read_activity(const std::filesystem::path& file,
                                                           const std::string& key);

}  // namespace engram::sim
